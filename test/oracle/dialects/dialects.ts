import { readFileSync } from 'node:fs';
import { z } from 'zod';

const texts = z.array(z.string());
const verdict = z.enum(['right', 'wrong', 'refused']);

/** What a reader made of a case. A refusal is right where nobody can know the table. */
export type Verdict = z.infer<typeof verdict>;

const point = z.enum(['.', ',']);
const thousands = z.enum([',', '.', ' ', "'"]);

const dialectCase = z.object({
  id: z.string(),
  kind: z.string(),
  /** The file's bytes, in base64. */
  bytes: z.base64(),
  /** How the file is to be read. */
  how: z.strictObject({
    delimiter: z.string().exactOptional(),
    header: z.boolean().exactOptional(),
    names: texts.exactOptional(),
    skip: z.int().exactOptional(),
    comment: z.string().exactOptional(),
    quote: z.string().exactOptional(),
    escape: z.string().exactOptional(),
    encoding: z.string().exactOptional(),
    /** A mark of all columns, or those of columns. */
    decimal: z.union([point, z.record(z.string(), point)]).exactOptional(),
    thousands: z.union([thousands, z.record(z.string(), thousands)]).exactOptional(),
    /** True where the delimiter is not said, and the reader is asked to find it. */
    find: z.literal(true).exactOptional(),
    null: texts.exactOptional(),
    dates: z.record(z.string(), z.union([z.string(), texts])).exactOptional(),
    booleans: z.tuple([texts, texts]).exactOptional(),
    /** True where it is left open what the delimiter is. */
    open: z.literal(true).exactOptional(),
  }),
  columns: z.array(z.tuple([z.string(), z.enum(['int', 'float', 'text', 'date', 'bool'])])),
  /** The table; null where nobody can know it. Integers beyond 2^53 are digits. */
  rows: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))).nullable(),
  read: z.object({ pandas: verdict, polars: verdict, DuckDB: verdict }),
});

/** A CSV file, the table in it, and what other readers make of it. */
export type DialectCase = z.infer<typeof dialectCase>;

const dialects = z.object({
  madeBy: z.object({
    python: z.string(),
    pandas: z.string(),
    polars: z.string(),
    duckdb: z.string(),
  }),
  cases: z.array(dialectCase),
});

export type Dialects = z.infer<typeof dialects>;

/** The cases that `make.py` wrote. */
export const readDialects = (): Dialects =>
  dialects.parse(JSON.parse(readFileSync(new URL('dialects.json', import.meta.url), 'utf8')));

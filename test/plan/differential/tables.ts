import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import { literals } from '../../../src/dataset/sql/quote.ts';
import { parquet } from '../../../src/index.ts';
import { kinds, type Shape, shapeNames, shapes } from './columns.ts';

/** A table as it is drawn: all that follows from it does so by arithmetic. */
export interface Drawn {
  readonly rows: number;
  readonly seed: number;
  readonly shapes: readonly Shape[];
  readonly files: number;
  /** Which rows go to which file: stretches of them, or each in turn, or all of them to the last. */
  readonly split: 'stretches' | 'turns' | 'last';
  readonly options: string;
}

const rowCounts = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 12 }) },
  { weight: 2, arbitrary: fc.integer({ min: 13, max: 400 }) },
  { weight: 1, arbitrary: fc.integer({ min: 4000, max: 9000 }) },
);

export const drawnTable: fc.Arbitrary<Drawn> = fc.record({
  rows: rowCounts,
  seed: fc.nat(),
  shapes: fc.tuple(...kinds.map(() => fc.constantFrom(...shapeNames))),
  files: fc.integer({ min: 1, max: 4 }),
  split: fc.constantFrom('stretches', 'turns', 'last'),
  options: fc.constantFrom(
    '',
    ', dictionary_size_limit 1',
    ', parquet_version v2',
    ', dictionary_size_limit 20000, string_dictionary_page_size_limit 100000',
  ),
});

/** One connection that writes all tables. */
export async function openWriter(): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
  await connection.run(`set timezone = 'UTC'`);
  return connection;
}

/** A name is never used twice: files that are replaced are for the tests of the cache. */
let written = 0;

/** Write a table to its files; a row group holds 2,048 rows, and a file may hold none. */
export async function writeTable(
  drawn: Drawn,
  folder: string,
  writer: DuckDBConnection,
): Promise<readonly string[]> {
  const { rows, seed, files, options } = drawn;
  const columns = kinds.map((kind, at) => {
    const value = shapes[drawn.shapes[at] ?? 'mixed'](kind);
    return `${value.replaceAll(/\bh\b/g, `h${at}`)} as ${kind.name}`;
  });
  const hashes = kinds.map((_, at) => `(hash(range, ${seed}, ${at}) >> 24)::bigint as h${at}`);
  const part = {
    stretches: `place * ${files} // greatest(total, 1)`,
    turns: `place % ${files}`,
    last: `${files - 1}`,
  }[drawn.split];
  await writer.run(
    `create or replace temp table drawn as select place, ${part} as part, ${columns.join(', ')}
    from (select range as place, ${rows} as total, ${hashes.join(', ')} from range(${rows})) order by place`,
  );
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  written += 1;
  const paths = Array.from({ length: files }, (_, at) => join(folder, `${written}-${at}.parquet`));
  for (const [at, path] of paths.entries()) {
    await writer.run(
      `copy (select * exclude (place, part) from drawn where part = ${at} order by place) to '${path}' (format parquet, row_group_size 2048${options})`,
    );
  }
  return paths;
}

/** The same rows in the same order as a table of the engine's, of which no footer tells anything. */
export function naive(paths: readonly string[]): Dataset {
  const files = parquet(paths);
  return {
    kind: 'table',
    engine: 'duckdb',
    label: 'naive',
    watch: [],
    access: files.access,
    open: async (reader) => {
      const relation = reader.freshName();
      await reader.query(
        `create temp table ${relation} as select * from read_parquet(${literals(paths)})`,
      );
      return { relation, problems: [], problemCount: 0, notes: [] };
    },
  };
}

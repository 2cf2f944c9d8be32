import { GenerateError } from '../generate-error.ts';
import type { ColumnDomain } from '../row-domain.ts';
import { type Distinct, distinctOf } from './distinct.ts';
import { nilShare } from './draw.ts';
import { increasingOf } from './increasing.ts';
import { permutation } from './permutation.ts';
import { type Draw, type Random, randomOf } from './random.ts';

/** Where the values of a column come from, other than from its domain alone. */
export interface ColumnOptions {
  readonly seed: string;
  /** The rows that are asked for in all. */
  readonly rows: number;
  /** Draws the column's values where nothing else is said of them. */
  readonly draw: Draw | null;
  /** The share of NULL; the usual one unless given. It is 0 where none may stand. */
  readonly nulls: number | null;
  /** The values of the key that the column refers to. */
  readonly key: readonly unknown[] | null;
  /** The key is in the same table, of which only the rows up to this one are there. */
  readonly isOwnKey: boolean;
}

/** The values of a column. */
export interface ColumnSource {
  readonly name: string;
  /** Returns the values of a block of rows; null stands for no value. Blocks are asked for in order. */
  readonly fill: (block: number, first: number, count: number) => unknown[];
  /** Draws another value for a row; null where the column's values are those of their rows alone. */
  readonly redraw: Draw | null;
}

/** Returns the source of a column's values. */
export function columnSource(column: ColumnDomain, options: ColumnOptions): ColumnSource {
  const { name, nil, domain } = column;
  if (domain === null)
    return { name, fill: (_, __, count) => Array(count).fill(null), redraw: () => null };
  const share = nil === 'never' ? 0 : (options.nulls ?? nilShare);
  const words = [options.seed, name] as const;
  const value = drawnValue(column, options);
  const missing = (random: Random) => share > 0 && random.bits() < share * 2 ** 32;
  return {
    name,
    fill: (block, first, count) => {
      const random = randomOf(...words, block);
      const values: unknown[] = new Array(count);
      for (let at = 0; at < count; at += 1)
        values[at] = missing(random) ? null : value.of(random, first + at);
      return values;
    },
    redraw: value.isOfRow ? null : (random) => (missing(random) ? null : value.of(random, 0)),
  };
}

interface Value {
  readonly of: (random: Random, row: number) => unknown;
  /** True where the value belongs to its row, and can't be drawn again. */
  readonly isOfRow: boolean;
}

function drawnValue(column: ColumnDomain, options: ColumnOptions): Value {
  const { name, domain, unique, increasing } = column;
  const { key, isOwnKey, rows, draw } = options;
  const seed = `${options.seed}/${name}`;
  if (key !== null) return ofKey(name, key, isOwnKey, unique ? rows : null, seed);
  if (domain !== null && (increasing || unique)) {
    const listed = increasing ? increasingOf(domain, rows, seed) : distinctOf(domain, seed);
    if (listed !== null) return ofList(name, listed, rows);
    // Of 122 drawn bits no two are equal.
    const isUuid =
      domain.kind === 'text' && domain.format === 'uuid' && domain.filters.length === 0;
    if (!(isUuid && !increasing)) {
      const drawn = draw ?? cannot(name);
      return increasing ? sorted(name, drawn, rows, seed) : otherThanBefore(name, drawn);
    }
  }
  return { of: draw ?? cannot(name), isOfRow: false };
}

function ofList(name: string, { size, at }: Distinct, rows: number): Value {
  if (size < rows) throw tooFew(name, size, rows);
  return { of: (_, row) => at(row), isOfRow: true };
}

function ofKey(
  name: string,
  key: readonly unknown[],
  isOwn: boolean,
  rows: number | null,
  seed: string,
): Value {
  if (isOwn)
    return {
      of: (random, row) => key[random.below(Math.min(row + 1, key.length))] ?? null,
      isOfRow: true,
    };
  if (key.length === 0)
    throw notGenerated(`Column '${name}' refers to a key that has no value: give its table rows.`);
  if (rows === null) return { of: (random) => key[random.below(key.length)], isOfRow: false };
  const order = permutation(key.length, seed);
  return ofList(name, { size: key.length, at: (index) => key[order(index)] }, rows);
}

/** Draws until a value was not there before. */
function otherThanBefore(name: string, draw: Draw): Value {
  const before = new Set<unknown>();
  const of = (random: Random) => {
    for (let turn = 0; turn < 1000; turn += 1) {
      const value = draw(random);
      const key = keyOf(value);
      if (before.has(key)) continue;
      before.add(key);
      return value;
    }
    throw notGenerated(
      `Column '${name}' is unique, and of 1,000 values that were drawn after ${before.size.toLocaleString('en')} rows none was new: ask for fewer rows, or allow more values.`,
    );
  };
  return { of, isOfRow: true };
}

/** Draws all values of a column beforehand, and puts them in order. */
function sorted(name: string, draw: Draw, rows: number, seed: string): Value {
  const random = randomOf(seed, 'sorted');
  const { of } = otherThanBefore(name, draw);
  const values = Array.from({ length: rows }, () => of(random, 0)) as (string | number)[];
  values.sort((one, other) => (one < other ? -1 : one > other ? 1 : 0));
  return { of: (_, row) => values[row], isOfRow: true };
}

/** Returns a primitive value that two values share only where they are equal. */
export function keyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return `date ${value.getTime()}`;
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'bigint'
      ? String(part)
      : part instanceof Map || part instanceof Set
        ? [...part]
        : part,
  );
}

function cannot(name: string): never {
  throw notGenerated(`Column '${name}' has no value that could be drawn.`);
}

const tooFew = (name: string, size: number, rows: number) =>
  notGenerated(
    `Column '${name}' has ${size.toLocaleString('en')} different values, and ${rows.toLocaleString('en')} rows need one each: ask for fewer rows.`,
  );

const notGenerated = (message: string) => new GenerateError('NOT_GENERATED', message);

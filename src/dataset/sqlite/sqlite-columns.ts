import type { Reader } from '../dataset.ts';
import { identifier } from '../sql/quote.ts';
import { type DeclaredColumn, querySqlite } from './sqlite-table.ts';

/** A column with the kinds of values that it really holds. */
export interface SqliteColumn extends DeclaredColumn {
  /** The kinds of its values; null for a view, whose rows may differ at the next read. */
  readonly kinds: Kinds | null;
}

/** The number of values of each kind in a column. */
export interface Kinds {
  readonly values: number;
  readonly integers: number;
  readonly reals: number;
  readonly texts: number;
  readonly blobs: number;
  /** Integers other than 0 and 1. */
  readonly notBits: number;
  /** Integers that no DOUBLE holds. */
  readonly large: number;
  /** Texts that are not written like SQLite's own dates or times; counted for DATE and TIMESTAMP only. */
  readonly oddTimes: number;
}

/** The number of columns that one statement counts. SQLite allows 2,000 results. */
const atOnce = 200;

/** Counts the kinds of values of some columns, in one scan. `from` is SQL for SQLite, to follow FROM. */
export async function countKinds(
  reader: Reader,
  database: string,
  from: string,
  columns: readonly DeclaredColumn[],
): Promise<readonly SqliteColumn[]> {
  const counted: SqliteColumn[] = [];
  for (let at = 0; at < columns.length; at += atOnce) {
    const batch = columns.slice(at, at + atOnce);
    const items = batch.flatMap((column, index) => counts(column, index));
    const [row = {}] = await querySqlite(
      reader,
      database,
      `select ${items.join(', ')} from ${from}`,
    );
    counted.push(...batch.map((one, index) => ({ ...one, kinds: kindsOf(row, index) })));
  }
  return counted;
}

function counts({ name, scan }: DeclaredColumn, index: number): readonly string[] {
  const column = identifier(name);
  const is = (kind: string) => `typeof(${column}) = '${kind}'`;
  const odd = oddTime(column, scan);
  const conditions = {
    v: `${column} is not null`,
    i: is('integer'),
    r: is('real'),
    t: is('text'),
    b: is('blob'),
    o: `${is('integer')} and ${column} not in (0, 1)`,
    l: `${is('integer')} and ${column} not between -9007199254740992 and 9007199254740992`,
    ...(odd !== null && { d: `${is('text')} and ${odd}` }),
  };
  return Object.entries(conditions).map(([key, sql]) => `sum(${sql}) as ${key}${index}`);
}

/**
 * Returns SQL for SQLite that is true for a text that is no date or time to all readers: one that SQLite does not print
 * back as it is. Null for a column of another type.
 */
function oddTime(column: string, scan: string | null): string | null {
  const isDay = `date(${column}) is ${column}`;
  if (scan === 'DATE') return `not (${isDay})`;
  const isInstant = `replace(${column}, 'T', ' ') in (datetime(${column}), strftime('%Y-%m-%d %H:%M:%f', ${column}))`;
  return scan === 'TIMESTAMP' ? `not (${isDay} or coalesce(${isInstant}, 0))` : null;
}

function kindsOf(row: Readonly<Record<string, unknown>>, index: number): Kinds {
  const of = (key: string) => Number(row[`${key}${index}`] ?? 0);
  return {
    values: of('v'),
    integers: of('i'),
    reals: of('r'),
    texts: of('t'),
    blobs: of('b'),
    notBits: of('o'),
    large: of('l'),
    oddTimes: of('d'),
  };
}

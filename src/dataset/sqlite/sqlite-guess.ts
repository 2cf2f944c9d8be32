import type { Reader } from '../dataset.ts';
import { isEngineFailure } from '../engine-failure.ts';
import { identifier } from '../sql/quote.ts';
import { chooseTypes } from '../typing/choose-types.ts';
import {
  directItem,
  emptyType,
  hopefulList,
  type Item,
  likelyReading,
  type SqliteCandidate,
} from './sqlite-candidates.ts';
import type { Kinds } from './sqlite-columns.ts';
import { fail, type Guarded, type StoredReading } from './sqlite-readings.ts';
import type { SqliteSample } from './sqlite-sample.ts';
import { sqliteQuery } from './sqlite-table.ts';

/** A column as DuckDB reads it from the attached table, in a query that fails if the column holds something else. */
export interface GuessedItem extends Pick<Item, 'type'> {
  /** SQL for the value of what is stored, which the item has more than one use for; null if it needs none. */
  readonly cast: string | null;
  /** Returns SQL for the item. `cast` is the name of what {@link GuessedItem.cast} returns. */
  readonly sql: (cast: string) => string;
  /** The item that reads the same values without a check, for people to run. */
  readonly shown: Item;
  /** The reading of the texts, where it was chosen by texts; else null. */
  readonly reading: StoredReading | null;
}

const none: Kinds = {
  values: 0,
  integers: 0,
  reals: 0,
  texts: 0,
  blobs: 0,
  notBits: 0,
  large: 0,
  oddTimes: 0,
};

/** The kinds of values at which DuckDB's scan of a type does not fail, each in the form that suits most readings. */
const scannedKinds: Readonly<Record<string, Kinds>> = {
  BIGINT: { ...none, values: 1, integers: 1 },
  DOUBLE: { ...none, values: 2, integers: 1, reals: 1 },
  VARCHAR: { ...none, values: 1, texts: 1 },
};

/** True for a column of which a scan by DuckDB fails at a value of a kind that is not expected. */
export const isTellingScan = (scan: string | null): boolean =>
  scan !== null && scan in scannedKinds;

/**
 * Guesses how to read columns from the kinds of some of their values, so that DuckDB's own scan, and not SQLite, finds out
 * if the rest is so too. Null if a column has to be looked at value by value.
 */
export async function guessItems(
  reader: Reader,
  sample: SqliteSample,
  candidates: readonly SqliteCandidate[],
): Promise<readonly GuessedItem[] | null> {
  const items = candidates.map((one) => guessItem(one));
  const open = candidates.flatMap((candidate, at) => {
    const list = items[at];
    return Array.isArray(list) ? [{ at, candidate, list: list as readonly StoredReading[] }] : [];
  });
  const chosen = await chooseByTexts(reader, sample, open);
  const settled = items.map((item, at) => (Array.isArray(item) ? (chosen.get(at) ?? null) : item));
  return settled.every((item): item is GuessedItem => item !== null) ? settled : null;
}

type Guess = GuessedItem | readonly StoredReading[] | null;

/** Returns the item of a column, the readings to choose from by its texts, or null. */
function guessItem(candidate: SqliteCandidate): Guess {
  const { column } = candidate;
  const { kinds, scan } = column;
  const any = scan === null ? undefined : scannedKinds[scan];
  // Of other columns all values were looked at.
  if (any === undefined) {
    const shown = directItem(candidate);
    return shown && { type: shown.type, shown, ...plainly(shown.sql) };
  }
  if (kinds?.values === 0) return guessEmpty(candidate, any);
  return kinds === null ? null : guessFilled(candidate, kinds, any);
}

function guessFilled(candidate: SqliteCandidate, kinds: Kinds, any: Kinds): Guess {
  const { column } = candidate;
  const shown = directItem({ ...candidate, column: { ...column, kinds } });
  const list = hopefulList(candidate, kinds);
  // Values that were not seen may suit a list that comes first.
  if (shown === null || list === undefined || list !== hopefulList(candidate, any)) return null;
  if (shown.type === null) return list;
  const guard = likelyReading(list, kinds)?.guarded(column);
  return guard === undefined
    ? null
    : { type: shown.type, shown, ...guardedBy(guard, column.name), reading: null };
}

/** Returns the parts of an item that fails where its guard does. */
function guardedBy({ cast, sql }: Guarded, column: string): Pick<GuessedItem, 'cast' | 'sql'> {
  const name = identifier(column);
  return { cast: cast?.(name) ?? null, sql: (value) => sql(name, value) };
}

/** Returns the parts of an item without a cast that no texts have chosen. */
const plainly = (sql: string): Pick<GuessedItem, 'cast' | 'sql' | 'reading'> => ({
  cast: null,
  sql: () => sql,
  reading: null,
});

/** Guesses how to read a column of which no value was seen: as one without values, or with those that it is declared for. */
function guessEmpty(candidate: SqliteCandidate, any: Kinds): GuessedItem {
  const type = emptyType(candidate);
  const guess = guessFilled(candidate, any, any);
  const [first] = Array.isArray(guess) ? (guess as readonly StoredReading[]) : [];
  const item = first === undefined ? (guess as GuessedItem | null) : guessedText(candidate, first);
  if (item?.type === type) return item;
  const name = identifier(candidate.column.name);
  const shown = { sql: `null::${type}`, type };
  return { type, shown, ...plainly(`if(${name} is null, null::${type}, ${fail})`) };
}

/** Texts of more characters decide nothing, so that the sample stays small. */
const longest = 10_000;

interface OpenGuess {
  readonly at: number;
  readonly candidate: SqliteCandidate;
  readonly list: readonly StoredReading[];
}

/** Chooses the readings of columns of text by the first texts. */
async function chooseByTexts(
  reader: Reader,
  { database, from }: SqliteSample,
  open: readonly OpenGuess[],
): Promise<ReadonlyMap<number, GuessedItem>> {
  if (open.length === 0) return new Map();
  const items = open.map(({ at, candidate }) => {
    const name = identifier(candidate.column.name);
    return `case when length(${name}) <= ${longest} then 't' || ${name} end as c${at}`;
  });
  const sample = identifier(reader.freshName());
  const texts = sqliteQuery(database, `select ${items.join(', ')} from ${from}`);
  const made = await reader
    .query(`create temp table ${sample} as select * from ${texts}`)
    .catch(notUtf8);
  if (made === null) return new Map();
  const untyped = open.map(({ at, candidate, list }) => ({
    at,
    from: `c${at}`,
    name: candidate.column.name,
    readings: list,
    orText: false,
  }));
  const typed = await chooseTypes(reader, sample, Number(made[0]?.Count), untyped);
  await reader.query(`drop table ${sample}`);
  return new Map(
    typed.flatMap((one, index) => {
      const guess = open[index];
      const reading = one.hasProblems ? null : (one.reading as StoredReading | null);
      const item = guess && reading && guessedText(guess.candidate, reading);
      return guess && item ? [[guess.at, item] as const] : [];
    }),
  );
}

/** Text that is not UTF-8 fails a query, and is looked for elsewhere. */
function notUtf8(error: unknown): null {
  if (isEngineFailure(error)) return null;
  throw error;
}

function guessedText({ column }: SqliteCandidate, reading: StoredReading): GuessedItem | null {
  const guard = reading.guarded(column);
  const shown = { sql: `'t' || ${identifier(column.name)}`, type: null };
  return guard === undefined
    ? null
    : { type: reading.type, shown, ...guardedBy(guard, column.name), reading };
}

import type { ColumnDescription, Session } from '../engine/engine.ts';
import { column } from '../metric/expression.ts';
import { namesPerson } from '../privacy/personal-names.ts';
import { approximate, type Numeric } from '../value/numeric.ts';
import { type Answer, askNumber } from './ask-columns.ts';
import { distinctBits } from './distinct-bits.ts';
import type { FirstValues } from './first-rows.ts';
import { isNamedKey, isNamedMeasure } from './key-names.ts';

/** The key of a dataset, or what would be one but for some rows. */
export interface FoundKey {
  readonly columns: readonly ColumnDescription[];
  /** The number of rows that repeat a value of it: 0 for a key. */
  readonly duplicates: number;
  /** True if so few rows may differ in these columns by chance. */
  readonly isByChance: boolean;
}

/** The least share of different values at which a column that is named like a key was meant to be one. */
const nearlyAll = 0.9;

/** The least share of different values, by an estimate that may be off, at which a column may be a key. */
const possibly = 0.75;

/** The rows from which a column that is not named like a key and has no duplicates is taken for one. */
const enough = 20;

/** The most columns that are combined, and the most pairs and triples that are compared over all rows. */
const [mostCombined, mostCompared] = [8, 3] as const;

/** The most rows of which pairs of columns are compared: their values take memory. */
const mostRowsOfPairs = 2_000_000;

/**
 * Returns the key, as a person would choose it: a column that is named like one, else the leftmost of text, of dates, and of whole
 * numbers without gaps, else a pair or triple of those. A measure is none, though its values may all differ. All values of a column
 * are compared only if the first ones have no duplicates, and no column before it is the key. The number of values of a column that
 * is counted for this is added to `distinct`, which holds those that are known.
 */
export async function findKey(
  session: Session,
  rows: number,
  first: ReadonlyMap<ColumnDescription, FirstValues>,
  all: Answer,
  distinct: Map<ColumnDescription, number>,
): Promise<FoundKey | null> {
  if (rows < 2) return null;
  const filled = session.columns.filter(
    (one) => first.has(one) && Number(all(one, 'filled')) === rows && !isNamedMeasure(one.name),
  );
  const named = filled.filter(({ name, family }) => isNamedKey(name) && isCode(family));
  const others = filled.filter(
    (one) => !named.includes(one) && (one.family !== 'integer' || isDense(one, rows, all)),
  );
  for (const one of [...named, ...others]) {
    if (named.includes(one) ? isOften(first.get(one)) : first.get(one)?.hasDuplicates) continue;
    if (Number(all(one, 'estimate') ?? rows) < rows * possibly) continue;
    const count = distinct.get(one) ?? (await countDistinct(session, one, all));
    distinct.set(one, count);
    const duplicates = rows - count;
    const isNear = named.includes(one) && duplicates <= rows * (1 - nearlyAll);
    const isByChance = !named.includes(one) && rows < enough;
    if (duplicates === 0 || isNear) return { columns: [one], duplicates, isByChance };
  }
  return rows > mostRowsOfPairs ? null : findCombination(session, rows, filled, first, distinct);
}

async function countDistinct(
  session: Session,
  one: ColumnDescription,
  all: Answer,
): Promise<number> {
  const bits = namesPerson(one.name) === null ? distinctBits(session, one, all) : null;
  if (bits === null) return askNumber(session, { kind: 'distinct', of: [column(one.name)] });
  const [row = {}] = await session.query(`select ${bits} as n from ${session.relation}`);
  return Number(row.n ?? 0);
}

const isCode = (family: ColumnDescription['family']) => family === 'integer' || family === 'text';

/** True if the first values repeat too often for those of a key. */
const isOften = (seen: FirstValues | undefined): boolean =>
  !seen || seen.counts.size < seen.filled * nearlyAll;

/** True for whole numbers that lie as close as those that a program counts up. */
function isDense(one: ColumnDescription, rows: number, all: Answer): boolean {
  const [min, max] = [all(one, 'min'), all(one, 'max')];
  if (min === null || max === null) return false;
  return approximate(max as Numeric) - approximate(min as Numeric) < rows * 2;
}

/** Finds a pair or a triple of columns that is a key, by the first rows and then by all. */
async function findCombination(
  session: Session,
  rows: number,
  columns: readonly ColumnDescription[],
  first: ReadonlyMap<ColumnDescription, FirstValues>,
  distinct: Map<ColumnDescription, number>,
): Promise<FoundKey | null> {
  const several = columns.filter((one) => mayBePart(one, first.get(one)));
  const some = several.slice(0, mostCombined);
  if (some.length < 2) return null;
  const list = some.map(({ name }, at) => `${session.dialect.identifier(name)} as v${at}`);
  const found = await session.query(
    `select ${list.join(', ')} from ${session.relation} limit 1000`,
  );
  let compared = 0;
  for (const places of combinations(some.length)) {
    const seen = new Set(
      found.map((row) => JSON.stringify(places.map((at) => shown(row[`v${at}`])))),
    );
    if (seen.size < found.length) continue;
    const chosen = places.flatMap((at) => some[at] ?? []);
    const foundKey = async (): Promise<FoundKey> => {
      const sizes = await sizesOf(session, chosen, distinct);
      return { columns: chosen, duplicates: 0, isByChance: mayDiffer(rows, sizes) };
    };
    if (found.length === rows) return foundKey();
    if (compared === mostCompared) return null;
    compared += 1;
    const of = chosen.map(({ name }) => column(name));
    if ((await askNumber(session, { kind: 'distinct', of })) === rows) return foundKey();
  }
  return null;
}

/** Returns the number of values of each column in all rows, which may be many more than the first rows have. */
async function sizesOf(
  session: Session,
  columns: readonly ColumnDescription[],
  distinct: Map<ColumnDescription, number>,
): Promise<readonly number[]> {
  const sizes: number[] = [];
  for (const one of columns) {
    const of = [column(one.name)];
    const size = distinct.get(one) ?? (await askNumber(session, { kind: 'distinct', of }));
    distinct.set(one, size);
    sizes.push(size);
  }
  return sizes;
}

/** True for a column whose values repeat, as those of a part of a key do. Of numbers only few may differ, or they measure. */
function mayBePart({ family }: ColumnDescription, seen: FirstValues | undefined): boolean {
  if (!seen?.hasDuplicates || seen.counts.size < 2) return false;
  return family !== 'integer' || seen.counts.size * 2 <= seen.filled;
}

/** True if rows may well differ by chance: a chance of more than one in 100, were all combinations of the values equally likely. */
const mayDiffer = (rows: number, sizes: readonly number[]): boolean =>
  rows ** 2 / (2 * sizes.reduce((product, size) => product * size, 1)) < Math.log(100);

const shown = (value: unknown) => (value instanceof Date ? value.getTime() : String(value));

/** Returns the pairs of places, the leftmost first, and then the triples. */
function combinations(count: number): readonly (readonly number[])[] {
  const places = Array.from({ length: count }, (_, at) => at);
  const pairs = places.flatMap((one) => places.slice(one + 1).map((other) => [one, other]));
  const triples = pairs.flatMap((pair) =>
    places.slice((pair[1] ?? 0) + 1).map((last) => [...pair, last]),
  );
  return [...pairs, ...triples];
}

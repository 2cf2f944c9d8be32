import type { Reader } from '../../../../src/dataset/dataset.ts';
import type { Reading } from './text-types.ts';

/** A column of text with a type that it is tried as. */
export interface CastTrial {
  /** The column's name, quoted. */
  readonly from: string;
  readonly reading: Reading;
}

/**
 * The most trials in one SELECT as separate expressions. DuckDB takes minutes for more of them; as lists of columns
 * they stay fast.
 */
const many = 32;

/** Returns SQL that is true for a text that is not empty and can't be read. It is never NULL. */
const failsCast = (column: string, { fits }: Reading): string =>
  `coalesce(${column} <> '' and not (${fits(column)}), false)`;

/** Groups trials by their reading. */
function byReading(trials: readonly CastTrial[]): readonly (readonly CastTrial[])[] {
  return [...Map.groupBy(trials, ({ reading }) => reading.fits('x')).values()];
}

const failureList = (group: readonly CastTrial[]): string =>
  `list_transform([${group.map(({ from }) => from).join(', ')}], lambda x: ${failsCast('x', (group[0] as CastTrial).reading)})`;

/** Counts the texts that can't be read, for each trial. */
export async function countCastFailures(
  reader: Reader,
  source: string,
  trials: readonly CastTrial[],
): Promise<ReadonlyMap<CastTrial, number>> {
  if (trials.length === 0) return new Map();
  if (trials.length > many) {
    const counts = new Map<CastTrial, number>();
    for (const group of byReading(trials)) {
      for (const [index, count] of (await countListed(reader, source, group)).entries())
        counts.set(group[index] as CastTrial, count);
    }
    return counts;
  }
  const items = trials.map(
    ({ from, reading }, index) => `sum((${failsCast(from, reading)})::int) as u${index}`,
  );
  const [row = {}] = await reader.query(`select ${items.join(', ')} from ${source}`);
  return new Map(trials.map((trial, index) => [trial, Number(row[`u${index}`] ?? 0)]));
}

async function countListed(reader: Reader, source: string, group: readonly CastTrial[]) {
  const rows = await reader.query(
    `select p, sum(u::int) as n from (select unnest(${failureList(group)}) as u, unnest(range(${group.length})) as p from ${source}) group by p`,
  );
  const counts = new Map(rows.map(({ p, n }) => [Number(p), Number(n)]));
  return group.map((_, index) => counts.get(index) ?? 0);
}

/**
 * Returns SQL for the failures of all trials: `list` has one boolean for each of `ordered`, and `any` is true if one of
 * them fails.
 */
export function castFailureSql(trials: readonly CastTrial[]): {
  readonly ordered: readonly CastTrial[];
  readonly list: string;
  readonly any: string;
} {
  if (trials.length <= many) {
    const tests = trials.map(({ from, reading }) => failsCast(from, reading));
    return { ordered: trials, list: `[${tests.join(', ')}]`, any: `(${tests.join(' or ')})` };
  }
  const groups = byReading(trials);
  const list = `list_concat(${groups.map(failureList).join(', ')})`;
  return { ordered: groups.flat(), list, any: `list_contains(${list}, true)` };
}

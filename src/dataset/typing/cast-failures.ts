import type { Reader } from '../dataset.ts';
import type { Reading } from './text-types.ts';

/** A column of text, and what it is tried as. */
export interface Trial {
  /** The column's name, quoted. */
  readonly from: string;
  readonly reading: Reading;
}

/** More expressions with AND in one SELECT than these take DuckDB minutes; over a list they take no longer each. */
const many = 32;

/** SQL, true for a text that is not empty and not written as the reading has it; never NULL. */
const isUnfit = (column: string, { fits }: Reading): string =>
  `coalesce(${column} <> '' and not (${fits(column)}), false)`;

/** Trials of one reading after another. */
function byReading(trials: readonly Trial[]): readonly (readonly Trial[])[] {
  return [...Map.groupBy(trials, ({ reading }) => reading.fits('x')).values()];
}

const unfitList = (group: readonly Trial[]): string =>
  `list_transform([${group.map(({ from }) => from).join(', ')}], lambda x: ${isUnfit('x', (group[0] as Trial).reading)})`;

/** How many texts do not fit, for each trial. */
export async function countUnfit(
  reader: Reader,
  source: string,
  trials: readonly Trial[],
): Promise<ReadonlyMap<Trial, number>> {
  if (trials.length === 0) return new Map();
  if (trials.length > many) {
    const counts = new Map<Trial, number>();
    for (const group of byReading(trials)) {
      for (const [index, count] of (await countListed(reader, source, group)).entries())
        counts.set(group[index] as Trial, count);
    }
    return counts;
  }
  const items = trials.map(
    ({ from, reading }, index) => `sum((${isUnfit(from, reading)})::int) as u${index}`,
  );
  const [row = {}] = await reader.query(`select ${items.join(', ')} from ${source}`);
  return new Map(trials.map((trial, index) => [trial, Number(row[`u${index}`] ?? 0)]));
}

async function countListed(reader: Reader, source: string, group: readonly Trial[]) {
  const rows = await reader.query(
    `select p, sum(u::int) as n from (select unnest(${unfitList(group)}) as u, unnest(range(${group.length})) as p from ${source}) group by p`,
  );
  const counts = new Map(rows.map(({ p, n }) => [Number(p), Number(n)]));
  return group.map((_, index) => counts.get(index) ?? 0);
}

/** Trials in an order, with SQL that gives for each of them whether its text does not fit. */
export function unfitOf(trials: readonly Trial[]): {
  readonly ordered: readonly Trial[];
  readonly list: string;
  readonly any: string;
} {
  if (trials.length <= many) {
    const tests = trials.map(({ from, reading }) => isUnfit(from, reading));
    return { ordered: trials, list: `[${tests.join(', ')}]`, any: `(${tests.join(' or ')})` };
  }
  const groups = byReading(trials);
  const list = `list_concat(${groups.map(unfitList).join(', ')})`;
  return { ordered: groups.flat(), list, any: `list_contains(${list}, true)` };
}

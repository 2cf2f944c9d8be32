import type { Reader } from '../dataset.ts';
import type { Reading } from './text-types.ts';

/** A column of text, and what it is tried as. */
export interface CastTrial {
  /** The column's name, quoted. */
  readonly from: string;
  readonly reading: Reading;
}

/** More expressions with AND in one SELECT than these take DuckDB minutes; over a list they take no longer each. */
const many = 32;

/** SQL, true for a text that is not empty and not written as the reading has it; never NULL. */
const failsCast = (column: string, { fits }: Reading): string =>
  `coalesce(${column} <> '' and not (${fits(column)}), false)`;

/** Trials of one reading after another. */
function byReading(trials: readonly CastTrial[]): readonly (readonly CastTrial[])[] {
  return [...Map.groupBy(trials, ({ reading }) => reading.fits('x')).values()];
}

const failureList = (group: readonly CastTrial[]): string =>
  `list_transform([${group.map(({ from }) => from).join(', ')}], lambda x: ${failsCast('x', (group[0] as CastTrial).reading)})`;

/** How many texts do not fit, for each trial. */
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

/** Trials in an order, with SQL that gives for each of them whether its text does not fit. */
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

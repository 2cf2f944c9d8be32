import type { ColumnDescription, EngineRow, EngineValue, Session } from '../engine/engine.ts';
import { looksPersonal } from '../privacy/personal.ts';
import type { FirstValues } from './first-rows.ts';

/** The most distinct values of a column that may be all that there are. */
export const few = 20;

/** The most distinct values of a column whose values are listed. */
export const listed = 200;

/** A value of a column, with the number of rows that hold it; 0 where they were not counted. */
export type CountedValue = readonly [value: EngineValue, rows: number];

/** The most columns whose values are counted in one query. Each takes the engine some megabytes. */
const many = 8;

/**
 * Returns the values of columns that have at most {@link listed}, the most frequent first. They are taken from the first values where those
 * are all.
 */
export async function valuesOf(
  session: Session,
  columns: readonly ColumnDescription[],
  first: ReadonlyMap<ColumnDescription, FirstValues>,
): Promise<ReadonlyMap<ColumnDescription, readonly CountedValue[]>> {
  const { dialect, relation } = session;
  const found = new Map<ColumnDescription, readonly CountedValue[]>();
  const plain: ColumnDescription[] = [];
  for (const one of columns) {
    const seen = first.get(one);
    if (seen?.isWhole) found.set(one, byCount([...seen.counts]));
    else if (isPlain(one)) plain.push(one);
    else {
      const rows = await session.query(dialect.topValues(one.name, relation, listed));
      found.set(
        one,
        rows.map(({ v }): CountedValue => [v ?? null, 0]),
      );
    }
  }
  for (let at = 0; at < plain.length; at += many) {
    const batch = plain.slice(at, at + many);
    const names = batch.map(({ name }) => dialect.identifier(name));
    // Each column has a row for each value, and one for NULL.
    const most = batch.length * (listed + 1);
    const rows = await session.query(dialect.frequencies(names, relation, most));
    for (const [place, one] of batch.entries())
      found.set(one, byCount(countsOf(rows, place, batch.length)));
  }
  return found;
}

/** True if none of the values looks personal: they would stand in a contract, which is committed. */
export const arePublic = (values: readonly CountedValue[]): boolean =>
  !values.some(([value]) => looksPersonal(String(value)));

/** True for columns whose values have the order of their bytes, and for whole numbers. An enum, say, has an order of its own. */
const isPlain = ({ type, family }: ColumnDescription) => type === 'VARCHAR' || family === 'integer';

type Count = readonly [value: string, n: number];

/** Returns the values of a column, and how often there is each, from the frequencies of several columns. */
function countsOf(rows: readonly EngineRow[], place: number, columns: number): readonly Count[] {
  const bit = 1n << BigInt(columns - 1 - place);
  return rows
    .filter(({ absent }) => (BigInt(absent as number | bigint) & bit) === 0n)
    .flatMap((row): readonly Count[] => {
      const value = row[`k${place}`];
      return value == null ? [] : [[String(value), Number(row.n)]];
    });
}

/** Returns values with the most frequent first, and equally frequent ones in the order of their bytes, as the engine has it. */
const byCount = (counts: readonly Count[]): readonly Count[] =>
  counts.toSorted(
    ([one, n], [other, m]) => m - n || Buffer.compare(Buffer.from(one), Buffer.from(other)),
  );

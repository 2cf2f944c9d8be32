import type { ColumnDescription, Session } from '../engine/engine.ts';
import { formats } from './text-formats.ts';

/** Facts about the first values of a column, which rule out what is not true of all of them. */
export interface FirstValues {
  /** True if these are all rows. */
  readonly isWhole: boolean;
  /** The number of times that each value occurs; NULL is none. */
  readonly counts: ReadonlyMap<string, number>;
  /** True if two of the values are equal. */
  readonly hasDuplicates: boolean;
  /** The formats that all of the values have. */
  readonly formats: readonly string[];
}

/** The most rows that are looked at, of any table and of one with many columns. */
const [mostRows, mostCells] = [1000, 100_000] as const;

/** Looks at the first rows of a dataset, in its columns of whole numbers and of plain text. */
export async function firstValues(
  session: Session,
  rows: number,
): Promise<ReadonlyMap<ColumnDescription, FirstValues>> {
  const columns = session.columns.filter(
    ({ family, type }) => family === 'integer' || type === 'VARCHAR',
  );
  if (columns.length === 0) return new Map();
  const most = Math.min(mostRows, Math.ceil(mostCells / columns.length));
  const list = columns.map(({ name }, at) => `${session.dialect.identifier(name)} as v${at}`);
  const found = await session.query(
    `select ${list.join(', ')} from ${session.relation} limit ${most}`,
  );
  const isWhole = found.length === rows;
  return new Map(
    columns.map((column, at) => {
      const values = found.flatMap((row) => {
        const value = row[`v${at}`] ?? null;
        return value === null ? [] : [String(value)];
      });
      return [column, { isWhole, ...factsOf(values) }];
    }),
  );
}

function factsOf(values: readonly string[]): Omit<FirstValues, 'isWhole'> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const different = [...counts.keys()];
  return {
    counts,
    hasDuplicates: different.length < values.length,
    formats: Object.keys(formats).filter((name) =>
      different.every((value) => formats[name]?.test(value)),
    ),
  };
}

import type { ColumnDescription, Session } from '../engine/engine.ts';
import { keepComing } from './newcomers.ts';
import { readFirstRows } from './read-first-rows.ts';
import { formGroups, formPatterns } from './text-formats.ts';

/** Facts about the first values of a column, which rule out what is not true of all of them. */
export interface FirstValues {
  /** True if these are all rows. */
  readonly isWhole: boolean;
  /** True for a column of text. */
  readonly isText: boolean;
  /** The number of times that each value occurs, in the order of the rows; NULL is none. */
  readonly counts: ReadonlyMap<string, number>;
  /** The number of values that are not NULL. */
  readonly filled: number;
  /** True if two of the values are equal. */
  readonly hasDuplicates: boolean;
  /** True if each value is a number above the one before it. */
  readonly rises: boolean;
  /** True if no value is before the one above it; for columns of time, of which the parts of a millisecond are not looked at. */
  readonly neverFalls: boolean;
  /** True if equal values stand together, and each has several rows, as in a file that is sorted by them. */
  readonly comesInBlocks: boolean;
  /** True if values are met in later rows that are in none before, by more than chance, so that others may follow. */
  readonly keepsComing: boolean;
  /** The forms of text that it makes sense to ask for: most of the values have one of their group. */
  readonly forms: readonly string[];
  /** The number of values that have each of those forms. */
  readonly written: Readonly<Record<string, number>>;
}

/** The most rows that are looked at. */
const mostRows = 1000;

/** Looks at the first rows of a dataset, in its columns of whole numbers, of plain text and of time. */
export async function firstValues(
  session: Session,
  rows: number,
): Promise<ReadonlyMap<ColumnDescription, FirstValues>> {
  const columns = session.columns.filter(
    ({ family, type }) =>
      family === 'integer' || family === 'date' || family === 'timestamp' || type === 'VARCHAR',
  );
  if (columns.length === 0) return new Map();
  const first = await readFirstRows(session, columns, mostRows);
  const isWhole = first.rows === rows;
  return new Map(
    columns.map((column, at) => {
      const values = (first.values[at] ?? []).map((value) =>
        value instanceof Date ? value.toISOString() : String(value),
      );
      return [column, { isWhole, ...factsOf(values, column.family) }];
    }),
  );
}

function factsOf(
  values: readonly string[],
  family: ColumnDescription['family'],
): Omit<FirstValues, 'isWhole'> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const isText = family === 'text';
  const groups = isText ? formGroups.map((group) => formsIn(group, counts, values.length)) : [];
  const forms = groups.flat();
  return {
    isText,
    counts,
    filled: values.length,
    hasDuplicates: counts.size < values.length,
    comesInBlocks:
      counts.size > 1 &&
      [...counts.values()].every((rows) => rows > 1) &&
      values.filter((value, at) => value !== values[at - 1]).length === counts.size,
    keepsComing: keepComing(values, counts),
    rises:
      family === 'integer' &&
      values.length > 1 &&
      values.every((value, at) => at === 0 || Number(value) > Number(values[at - 1])),
    neverFalls:
      (family === 'date' || family === 'timestamp') &&
      values.every((value, at) => at === 0 || value >= (values[at - 1] ?? '')),
    forms,
    written: Object.fromEntries(
      forms.map((form) => [form, sumWhere(counts, formPatterns[form] ?? /^$/)]),
    ),
  };
}

/** Returns the forms of a group to ask for: the one that all values have, or all where at least half have any. */
function formsIn(
  group: Readonly<Record<string, RegExp>>,
  counts: ReadonlyMap<string, number>,
  values: number,
): readonly string[] {
  const found = Object.entries(group).map(
    ([form, pattern]) => [form, sumWhere(counts, pattern)] as const,
  );
  const only = found.find(([, count]) => count === values);
  if (only) return [only[0]];
  const any = found.reduce((sum, [, count]) => sum + count, 0);
  return any * 2 >= values ? Object.keys(group) : [];
}

const sumWhere = (counts: ReadonlyMap<string, number>, pattern: RegExp): number =>
  [...counts].reduce((sum, [value, count]) => sum + (pattern.test(value) ? count : 0), 0);

import { type ColumnDescription, orDeclined, type Session } from '../../engine/engine.ts';
import { type Aggregate, isFoundBy } from '../../metric/aggregate.ts';
import type { StructureCheck } from '../../metric/expression.ts';
import type { Unread } from '../../outcome/words/unread.ts';
import type { Pass, Question, Result } from '../measure-request.ts';
import { unreadIn } from '../unreadable/unread-in.ts';

/** Measures by the columns' names and types, and by what the source reported when it was opened. No row is read. */
export const structurePass: Pass = {
  name: 'structure',
  takes: ({ metric: { value } }) => isFoundBy(value, 'source') || { refused: 'it is about values' },
  run: async (questions, { session }) =>
    new Map(
      questions.map((question): [Question, Result] => {
        const { value, notes, sql, unread = null } = found(question.metric.value, session);
        return [
          question,
          {
            segments: [{ segment: [], value, of: session.columns.length }],
            by: session.engine,
            exactness: 'exact',
            notes,
            unread,
            sql,
            met: null,
          },
        ];
      }),
    ),
};

interface Found {
  readonly value: number;
  readonly notes: readonly string[];
  readonly sql: string | null;
  readonly unread?: Unread | null;
}

function found(aggregate: Aggregate, session: Session): Found {
  if (!isFoundBy(aggregate, 'source')) throw new TypeError(`${aggregate.kind} is about values`);
  switch (aggregate.kind) {
    case 'structure': {
      const notes = structureFaults(aggregate.check, session.columns);
      const sql = orDeclined(() => session.dialect.describe(session.relation));
      return { value: notes.length, notes: few(notes), sql };
    }
    case 'unreadable':
      return {
        value: session.problemCount,
        notes: readingFaults(session),
        sql: null,
        unread: session.unreadable ? unreadIn(session) : null,
      };
  }
}

/** The number of faults that are listed. A file may have ten thousand columns. */
const listed = 20;
const few = (notes: readonly string[]) =>
  notes.length > listed
    ? [...notes.slice(0, listed), `… and ${notes.length - listed} more`]
    : notes;

/** Lists the records that could not be read, with their place and without their values. */
function readingFaults({ problems, problemCount, notes }: Session): readonly string[] {
  const records = problems.map(
    ({ file, line, column, message }) =>
      `${file}${line === null ? '' : `:${line}`}${column === null ? '' : `, column ${column}`}: ${message}`,
  );
  const more = problemCount - problems.length;
  return [...records, ...(more > 0 ? [`… and ${more} more`] : []), ...few(notes)];
}

/** Returns the faults of the columns, a sentence each. */
export function structureFaults(
  check: StructureCheck,
  all: readonly ColumnDescription[],
): readonly string[] {
  const columns = all.filter(({ isWithin }) => !isWithin);
  switch (check.kind) {
    case 'type':
      return typeFaults(check, columns);
    case 'noExtra':
      return extraFaults(new Set(check.columns), columns);
    case 'order':
      return orderFaults(check.columns, columns);
  }
}

const extraFaults = (known: ReadonlySet<string>, columns: readonly ColumnDescription[]) =>
  columns
    .filter(({ name }) => !known.has(name))
    .map(({ name }) => `column '${shownName(name)}' is not in the schema`);

function orderFaults(expected: readonly string[], columns: readonly ColumnDescription[]) {
  const found = new Set(columns.map(({ name }) => name));
  const known = new Set(expected);
  const present = expected.filter((name) => found.has(name));
  const actual = [...found].filter((name) => known.has(name));
  const at = present.findIndex((name, index) => actual[index] !== name);
  if (at < 0) return [];
  return [
    `at place ${at + 1} stands column '${shownName(actual[at] ?? '')}' where '${present[at]}' is expected`,
  ];
}

function typeFaults(
  check: Extract<StructureCheck, { kind: 'type' }>,
  columns: readonly ColumnDescription[],
): readonly string[] {
  const found = columns.find(({ name }) => name === check.column);
  if (!found) return check.optional ? [] : [missingColumn(check.column, columns)];
  if (check.accepts.length === 0 || check.accepts.includes(found.family)) return [];
  return [`column '${check.column}' is ${found.type}, which is not ${check.expected}`];
}

/**
 * Returns a name as messages show it. A very long one suggests that the file has another format, and a part of it may
 * be half of a value.
 */
const shownName = (name: string) =>
  name.length > 80 ? `(a name of ${name.length} characters)` : name;

/** Returns the sentence for a column that the dataset does not have, with the one that was probably meant. */
export function missingColumn(name: string, columns: readonly ColumnDescription[]): string {
  const names = columns.map((column) => column.name);
  const near = names.find((one) => one.toLowerCase() === name.toLowerCase());
  const first = names.slice(0, 12).map(shownName).join(', ');
  const hint =
    near === undefined
      ? `it has ${first || 'none'}${names.length > 12 ? ', …' : ''}`
      : `it has '${near}', and case counts`;
  return `the dataset has no column '${name}': ${hint}`;
}

import { type ColumnDescription, orDeclined, type Session } from '../../engine/engine.ts';
import { type Aggregate, isFoundBy } from '../../metric/aggregate.ts';
import type { StructureCheck } from '../../metric/expression.ts';
import type { Unread } from '../../outcome/words/unread.ts';
import type { Pass, Question, Result } from '../measure-request.ts';
import { readingFaults } from '../unreadable/reading-faults.ts';
import { unreadIn } from '../unreadable/unread-in.ts';
import { missingColumn, shownName } from './missing-column.ts';

/** Measures by the columns' names and types, and by what the source reported when it was opened. No row is read. */
export const structurePass: Pass = {
  name: 'structure',
  takes: ({ metric: { value } }) => isFoundBy(value, 'source') || { refused: 'it is about values' },
  run: async (questions, { session }) => {
    const results = new Map<Question, Result>();
    for (const question of questions) {
      const { value, notes, sql, unread = null } = await found(question.metric.value, session);
      results.set(question, {
        segments: [{ segment: [], value, of: session.columns.length }],
        by: session.engine,
        exactness: 'exact',
        notes,
        unread,
        sql,
        met: null,
      });
    }
    return results;
  },
};

interface Found {
  readonly value: number;
  readonly notes: readonly string[];
  readonly sql: string | null;
  readonly unread?: Unread | null;
}

async function found(aggregate: Aggregate, session: Session): Promise<Found> {
  if (!isFoundBy(aggregate, 'source')) throw new TypeError(`${aggregate.kind} is about values`);
  switch (aggregate.kind) {
    case 'structure': {
      const { check } = aggregate;
      const faults = structureFaults(check, session.columns);
      const notes = await withKinds(check, faults, session);
      const sql = orDeclined(() => session.dialect.describe(session.relation));
      const isWrongType = check.kind === 'type' && faults.length > 0;
      const note = isWrongType ? session.columnNotes?.get(check.column) : undefined;
      return { value: faults.length, notes: [...few(notes), ...(note ? [note] : [])], sql };
    }
    case 'unreadable':
      return {
        value: session.problemCount,
        notes: [...readingFaults(session), ...few(session.notes)],
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

/** Adds the kinds of a column's values to the fault of its type. */
async function withKinds(
  check: StructureCheck,
  faults: readonly string[],
  session: Session,
): Promise<readonly string[]> {
  const column =
    check.kind === 'type' ? session.columns.find(({ name }) => name === check.column) : undefined;
  if (column === undefined || faults.length === 0) return faults;
  const kinds = await kindsWithin(session, column);
  return faults.map((fault) => `${fault}${kinds}`);
}

/** Returns the kinds of the values of a column of JSON, to follow a sentence on it; an empty text if it has no several. */
export async function kindsWithin(
  { kindsOf }: Pick<Session, 'kindsOf'>,
  { name, family }: ColumnDescription,
): Promise<string> {
  const kinds = family === 'json' && kindsOf ? await kindsOf(name) : null;
  return kinds === null ? '' : `: it holds ${kinds}`;
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

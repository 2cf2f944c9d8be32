import type { ColumnDescription, Dialect, Session } from '../../engine/engine.ts';
import type { Family } from '../../metric/expression.ts';
import { StoreError } from '../store-error.ts';
import { columnKey } from './column-key.ts';
import { canNameSubjects, readingOfText } from './value-reading.ts';

/** Tests the canonical text of a column's value for a subject. */
export type IsSubject = (column: string, reading: string) => boolean;

/** The rows of subjects in a dataset. */
export interface SubjectRows {
  /** The number of all rows. */
  readonly rows: number;
  /** The numbers of the rows that hold a subject, from 0 in the dataset's order. */
  readonly found: readonly number[];
}

/** Returns SQL for the text of a value, of which `readingOfText` makes the canonical one. */
export function textOfColumn({ name, family }: ColumnDescription, dialect: Dialect): string {
  const column = dialect.identifier(name);
  // A number of 32 bits prints fewer digits than the value that a contract gets.
  return `cast(${family === 'float' ? `cast(${column} as double)` : column} as varchar)`;
}

/** Finds the rows in which one of the columns holds a subject. Columns that the dataset lacks are passed over. */
export async function subjectRows(
  session: Session,
  columns: readonly string[],
  isSubject: IsSubject,
): Promise<SubjectRows> {
  const keys = new Set(columns.map(columnKey));
  const asked = session.columns.filter(({ name }) => keys.has(columnKey(name)));
  for (const column of asked) if (!canNameSubjects(column.family)) throw namesNobody(column);
  const items = asked.map((column, at) => `${textOfColumn(column, session.dialect)} as c${at}`);
  const sql = `select ${items.length === 0 ? '1 as n' : items.join(', ')} from ${session.relation}`;
  const found: number[] = [];
  let rows = 0;
  for await (const chunk of session.stream(sql)) {
    for (const [at, row] of chunk.entries()) {
      const holds = asked.some(({ name, family }, index) =>
        isHeld(row[`c${index}`], name, family, isSubject),
      );
      if (holds) found.push(rows + at);
    }
    rows += chunk.length;
  }
  return { rows, found };
}

function isHeld(text: unknown, column: string, family: Family, isSubject: IsSubject): boolean {
  const reading = typeof text === 'string' ? readingOfText(text, family) : null;
  return reading !== null && isSubject(column, reading);
}

const namesNobody = ({ name, type }: ColumnDescription) =>
  new StoreError(
    'STORE_USAGE',
    `Column "${name}" is ${type}, whose values name no subject: give a column of texts, numbers or dates.`,
  );

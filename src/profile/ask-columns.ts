import type { ColumnDescription, EngineValue, FusedAggregate, Session } from '../engine/engine.ts';
import { askEach, type Questions } from './ask.ts';
import type { Asked } from './questions.ts';

/** Returns the answer to a question about a column; null if it was not asked, or has none. */
export type Answer = (column: ColumnDescription, question: string) => EngineValue;

/** Answers the questions about all columns, and further ones that are SQL, in as few queries as stay small. */
export async function askColumns(
  session: Session,
  questionsOf: (column: ColumnDescription) => Asked,
  moreOf: (column: ColumnDescription) => Questions = () => ({}),
): Promise<Answer> {
  const asked = session.columns.map(
    (one) => [one, { ...sqlOf(questionsOf(one), session), ...moreOf(one) }] as const,
  );
  const some = asked.filter(([, questions]) => Object.keys(questions).length > 0);
  const answers = await askEach(session, new Map(some));
  return (column, name) => answers.get(column)?.[name] ?? null;
}

const sqlOf = (asked: Asked, session: Session): Questions =>
  Object.fromEntries(
    Object.entries(asked).map(([name, aggregate]) => [
      name,
      session.dialect.aggregate(aggregate, null, session),
    ]),
  );

/** Answers one question about all rows, with a number. */
export async function askNumber(session: Session, aggregate: FusedAggregate): Promise<number> {
  const sql = session.dialect.aggregate(aggregate, null, session);
  const [row = {}] = await session.query(`select ${sql} as n from ${session.relation}`);
  return Number(row.n ?? 0);
}

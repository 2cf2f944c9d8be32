import type { ColumnDescription, EngineValue, Session } from '../engine/engine.ts';
import type { Aggregate } from '../metric/aggregate.ts';
import { fusedSelect, type Item } from '../plan/select.ts';
import { inBatches } from './batches.ts';
import type { Asked } from './questions.ts';

/** Returns the answer to a question about a column; null if it was not asked, or has none. */
export type Answer = (column: ColumnDescription, question: string) => EngineValue;

/** A question about a column, as an item of a SELECT. */
interface Question {
  readonly column: ColumnDescription;
  readonly name: string;
  readonly item: Item;
}

/** Answers the questions about all columns, in as few queries as stay small. */
export async function askColumns(
  session: Session,
  questionsOf: (column: ColumnDescription) => Asked,
): Promise<Answer> {
  const asked = session.columns.flatMap((column): readonly Question[] =>
    Object.entries(questionsOf(column)).map(([name, aggregate]) => ({
      column,
      name,
      item: { aggregate, where: [] },
    })),
  );
  const answers = new Map<ColumnDescription, Map<string, EngineValue>>();
  const ofColumns = Map.groupBy(asked, ({ column }) => column).values();
  for (const batch of inBatches(ofColumns, (own) => own.length).map((some) => some.flat())) {
    const items = batch.map(({ item }) => item);
    const select = fusedSelect(items, { where: [], per: [] }, session);
    const [row = {}] = await session.query(select.sql);
    for (const { column, name, item } of batch) {
      const own = answers.get(column) ?? new Map<string, EngineValue>();
      answers.set(column, own.set(name, row[select.answers.get(item) ?? ''] ?? null));
    }
  }
  return (column, name) => answers.get(column)?.get(name) ?? null;
}

/** Answers one question about all rows, with a number. */
export async function askNumber(session: Session, aggregate: Aggregate): Promise<number> {
  const item: Item = { aggregate, where: [] };
  const { sql, answers } = fusedSelect([item], { where: [], per: [] }, session);
  const [row = {}] = await session.query(sql);
  return Number(row[answers.get(item) ?? ''] ?? 0);
}

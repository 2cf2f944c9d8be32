import type { EngineValue, Session } from '../engine/engine.ts';
import { inBatches } from './batches.ts';

/** Aggregates by their names, as SQL. */
export type Questions = Readonly<Record<string, string>>;

/** Answers by the names of the questions. */
export type Answers = Readonly<Record<string, EngineValue>>;

/**
 * Answers questions in as few queries as stay small. Each entry is asked about the same columns, and stays in one query, since
 * several of its questions may need the same values.
 */
export async function askEach<Subject>(
  session: Session,
  asked: ReadonlyMap<Subject, Questions>,
): Promise<ReadonlyMap<Subject, Answers>> {
  const answers = new Map<Subject, Answers>();
  for (const batch of inBatches(asked, ([, questions]) => Object.keys(questions).length)) {
    const items = batch.flatMap(([, questions], place) =>
      Object.values(questions).map((sql, at) => `${sql} as a${place}_${at}`),
    );
    const list = items.length === 0 ? '1' : items.join(', ');
    const [row = {}] = await session.query(`select ${list} from ${session.relation}`);
    for (const [place, [subject, questions]] of batch.entries()) {
      const found = Object.keys(questions).map(
        (name, at) => [name, row[`a${place}_${at}`] ?? null] as const,
      );
      answers.set(subject, Object.fromEntries(found));
    }
  }
  return answers;
}

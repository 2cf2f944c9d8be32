import type { EngineValue, Session } from '../../engine/engine.ts';

/** Aggregates by their names, as SQL. */
export type Questions = Readonly<Record<string, string>>;

/** Answers by the names of the questions. */
export type Answers = Readonly<Record<string, EngineValue>>;

/** The number of aggregates after which a SELECT takes no further questions: an engine plans many more slowly. */
const many = 128;

/**
 * Answers questions in as few queries as stay small. Each entry is asked about the same columns, and stays in one query, since
 * several of its questions may need the same values.
 */
export async function askEach<Subject>(
  session: Session,
  asked: ReadonlyMap<Subject, Questions>,
): Promise<ReadonlyMap<Subject, Answers>> {
  const answers = new Map<Subject, Answers>();
  for (const batch of batches([...asked])) {
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

type Entry<Subject> = readonly [subject: Subject, questions: Questions];

function batches<Subject>(entries: readonly Entry<Subject>[]): readonly Entry<Subject>[][] {
  const made: Entry<Subject>[][] = [];
  let size = many;
  for (const entry of entries) {
    const count = Object.keys(entry[1]).length;
    if (size + count > many) {
      made.push([]);
      size = 0;
    }
    made.at(-1)?.push(entry);
    size += count;
  }
  return made;
}

import { schemaExpectations } from '../../../src/contract/schema/schema-expectations.ts';
import type { Schema } from '../../../src/contract/schema/zod-core.ts';
import { rowJudge } from '../../../src/contract/schema/zod-judge.ts';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import { openSession } from '../../../src/engine/duckdb/open-session.ts';
import type { Session } from '../../../src/engine/engine.ts';
import type { Judge, Predicate } from '../../../src/metric/expression.ts';
import { verdicts } from '../../../src/metric/row-judge.ts';
import { validInSql } from '../../../src/plan/passes/valid-in-sql.ts';
import { ContractError } from '../../../src/value/contract-error.ts';

/** What the checks of a schema note of the rows that they are handed. */
export type Notes = unknown[];

/** The verdicts on rows, the reasons for them, and what the checks saw; or the error of a check. */
type Judged =
  | { readonly found: readonly boolean[]; readonly said: readonly unknown[]; readonly notes: Notes }
  | { readonly reason: string };

/**
 * Judges the rows of a dataset by the schema of a row: as plain objects, and as such that are read on demand. Null for a schema of
 * which no contract can be. `isRetried`: rows may be judged twice, so that those that wait answer in another order.
 */
export async function judgedBothWays(
  schema: Schema,
  dataset: Dataset,
  notes: Notes,
  isRetried = false,
): Promise<{ inFull: Judged; onDemand: Judged; onDemandRows: number } | null> {
  const judge = declared(schema);
  if (judge === null) return null;
  const session = await openSession(dataset, [], { root: '/', now: new Date(0) });
  const count = { rows: 0 };
  try {
    const judged = (isOnDemand: boolean) =>
      judgeAll(judge, session, notes, { isOnDemand, isRetried, count });
    const [inFull, onDemand] = [await judged(false), await judged(true)];
    return { inFull, onDemand, onDemandRows: count.rows };
  } finally {
    await session.close();
  }
}

interface Way {
  readonly isOnDemand: boolean;
  readonly isRetried: boolean;
  /** The rows that were read on demand. */
  readonly count: { rows: number };
}

async function judgeAll(
  judge: Judge,
  session: Session,
  notes: Notes,
  { isOnDemand, isRetried, count }: Way,
): Promise<Judged> {
  notes.length = 0;
  const said: unknown[] = [];
  const families = new Map(session.columns.map(({ name, family }) => [name, family]));
  const predicate: Predicate = { kind: 'judged', columns: [], judge };
  const valid = isOnDemand ? validInSql(predicate, session, families, 'valid') : null;
  const listener = {
    refused: (reasons: unknown) => said.push(reasons),
    unjudged: (_: unknown, reason: unknown) => said.push(reason),
    doubt: (why: () => unknown) => said.push(why()),
  };
  const test = await judge.prepare(families, listener, valid?.cells);
  const sql = `select ${valid ? `*, ${valid.item}` : '*'} from ${session.relation}`;
  const found: boolean[] = [];
  try {
    for await (const chunk of session.stream(sql, valid?.options)) {
      count.rows += chunk.filter((row) => valid?.cells.isIn(row)).length;
      found.push(...(await verdicts(chunk, test)));
    }
  } catch (reason) {
    return { reason: String(reason) };
  }
  const sorted = said.map((one) => JSON.stringify(one)).sort();
  return { found, said: isRetried ? sorted : said, notes: [...notes] };
}

/** Returns the judge of rows; null for a schema of which no contract can be. */
function declared(schema: Schema): Judge | null {
  try {
    schemaExpectations({ schema });
    return rowJudge(schema);
  } catch (reason) {
    if (reason instanceof ContractError) return null;
    throw reason;
  }
}

import { contract, type Declaring, type Terms } from '../../src/contract/contract.ts';
import type { Expectation } from '../../src/contract/expectation.ts';
import { columnHints } from '../../src/contract/schema.ts';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { openSession } from '../../src/engine/duckdb.ts';
import type { z } from '../../src/index.ts';
import { openContext } from '../../src/plan/context.ts';
import { questionsOf } from '../../src/plan/plan.ts';
import type { Pass, PassContext, Question, Refusal, Result } from '../../src/plan/request.ts';
import { asMuch, now } from './measured.ts';

/** A dataset that is open, and the questions of what is declared over it, in order. */
export interface Opened {
  readonly context: PassContext;
  readonly questions: readonly Question[];
  /** The queries that were sent since it is open. */
  readonly queries: readonly string[];
}

/** What a pass works with, to ask it alone: however little there is, it is planned as if it were much. */
export async function opened<Schema extends z.ZodObject, T>(
  dataset: Dataset,
  terms: Terms<Schema>,
  declare: (declaring: Declaring<Schema>) => readonly Expectation[],
  act: (opened: Opened) => Promise<T> | T,
  change: Partial<PassContext> = {},
): Promise<T> {
  const held = contract('opened', terms, declare);
  const queries: string[] = [];
  const settings = { root: '/', now, onQuery: (sql: string) => queries.push(sql) };
  const session = await openSession(dataset, columnHints(terms.schema), settings);
  try {
    const request = { contract: held, dataset, selected: new Set<string>(), settings };
    const { context } = await openContext(session, change.masked ?? new Set(), {
      ...request,
      few: asMuch,
    });
    const questions = questionsOf(held.expectations.filter(({ origin }) => origin === 'declared'));
    queries.length = 0;
    return await act({ context: { ...context, ...change }, questions, queries });
  } finally {
    await session.close();
  }
}

/** Why a pass refuses each of the questions; null for those that it takes. */
export const refusals = (pass: Pass, { questions, context }: Opened): readonly (string | null)[] =>
  questions.map((question) => {
    const taken = pass.takes(question, context);
    return taken === true ? null : taken.refused;
  });

/** What a pass answers to each of the questions. */
export async function answers(
  pass: Pass,
  { questions, context }: Opened,
): Promise<readonly (Result | Refusal | undefined)[]> {
  const found = await pass.run(questions, context);
  return questions.map((question) => found.get(question));
}

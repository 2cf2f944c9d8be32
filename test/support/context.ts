import {
  type Contract,
  contract,
  type Declaring,
  type Terms,
} from '../../src/contract/contract.ts';
import type { Expectation } from '../../src/contract/expectation.ts';
import { columnHints } from '../../src/contract/schema/schema-expectations.ts';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { openSession } from '../../src/engine/duckdb/open-session.ts';
import type { z } from '../../src/index.ts';
import type {
  Pass,
  PassContext,
  Question,
  Refusal,
  Result,
} from '../../src/plan/measure-request.ts';
import { openContext } from '../../src/plan/open-context.ts';
import { questionsOf } from '../../src/plan/plan-passes.ts';
import { asMuch, now } from './measured.ts';

/** What was done with a dataset since it is open. */
export interface Opened {
  readonly context: PassContext;
  /** What the contract declares, equal metrics once. */
  readonly questions: readonly Question[];
  readonly queries: readonly string[];
  /** Facts that were kept: of which piece, under which question, and whether no file may hold them. */
  readonly kept: readonly (readonly [piece: string, question: string, isPrivate: boolean])[];
}

/**
 * Open a dataset as a measurement of a contract does, and close it after its use: however little there is, it is planned
 * as if it were much, and nothing is known of before.
 */
export async function onContext<T>(
  dataset: Dataset,
  held: Contract,
  act: (opened: Opened) => Promise<T> | T,
  change: Partial<PassContext> = {},
): Promise<T> {
  Reflect.deleteProperty(globalThis, Symbol.for('assay.facts'));
  const queries: string[] = [];
  const kept: (readonly [string, string, boolean])[] = [];
  const settings = { root: process.cwd(), now, onQuery: (sql: string) => queries.push(sql) };
  const session = await openSession(dataset, columnHints(held.terms.schema), settings);
  try {
    const { context } = await openContext(session, change.masked ?? new Set(), {
      contract: held,
      dataset,
      selected: new Set(),
      settings,
      few: asMuch,
    });
    const questions = questionsOf(held.expectations.filter(({ origin }) => origin === 'declared'));
    queries.length = 0;
    const facts: PassContext['facts'] = {
      ...context.facts,
      put: (piece, question, fact, isPrivate) => {
        kept.push([piece, question, isPrivate]);
        context.facts.put(piece, question, fact, isPrivate);
      },
    };
    return await act({ context: { ...context, facts, ...change }, questions, queries, kept });
  } finally {
    await session.close();
  }
}

/** The same of a contract that declares this. */
export const opened = <Schema extends z.ZodObject, T>(
  dataset: Dataset,
  terms: Terms<Schema>,
  declare: (declaring: Declaring<Schema>) => readonly Expectation[],
  act: (opened: Opened) => Promise<T> | T,
  change?: Partial<PassContext>,
): Promise<T> => onContext(dataset, contract('opened', terms, declare), act, change);

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

import type { Dataset } from '../../src/dataset/dataset.ts';
import { openSession } from '../../src/engine/duckdb.ts';
import { type Contract, contract, type Expectation, z } from '../../src/index.ts';
import { openContext } from '../../src/plan/context.ts';
import { questionsOf } from '../../src/plan/plan.ts';
import type { PassContext, Question } from '../../src/plan/request.ts';
import { asMuch, now } from '../support/measured.ts';

/** Columns that tests ask for; none of them has to be in the data. */
const schema = z.object({
  x: z.number(),
  y: z.number(),
  n: z.bigint(),
  t: z.date(),
  s: z.string(),
});

/** What a pass did with a dataset that is open. */
export interface Opened {
  readonly context: PassContext;
  /** SQL since the dataset is open. */
  readonly sent: readonly string[];
  /** Facts that were kept since: of which piece, under which question, and whether no file may hold them. */
  readonly kept: readonly (readonly [piece: string, question: string, isPrivate: boolean])[];
}

/** Open a dataset as a measurement does, of which some columns are masked, and close it after its use: nothing is known of before. */
export async function opened<T>(
  dataset: Dataset,
  use: (opened: Opened) => Promise<T>,
  masked: readonly string[] = [],
): Promise<T> {
  Reflect.deleteProperty(globalThis, Symbol.for('assay.facts'));
  const sent: string[] = [];
  const kept: (readonly [string, string, boolean])[] = [];
  const settings = { root: process.cwd(), now, onQuery: (sql: string) => sent.push(sql) };
  const session = await openSession(dataset, [], settings);
  try {
    const { context } = await openContext(session, new Set(masked), {
      contract: contract('opened', { schema }),
      dataset,
      selected: new Set(),
      settings,
      few: asMuch,
    });
    sent.length = 0;
    const facts = {
      ...context.facts,
      put: (piece: string, question: string, ...fact: [never, boolean]) => {
        kept.push([piece, question, fact[1]]);
        context.facts.put(piece, question, ...fact);
      },
    };
    return await use({ context: { ...context, facts }, sent, kept });
  } finally {
    await session.close();
  }
}

type Declare = Parameters<typeof contract<typeof schema>>[2] & {};

/** What is asked by expectations, equal metrics once. */
export function asked(
  declare: (given: Parameters<Declare>[0]) => readonly Expectation[],
): readonly Question[] {
  const { expectations }: Contract = contract('asked', { schema }, declare);
  return questionsOf(expectations.filter(({ origin }) => origin === 'declared'));
}

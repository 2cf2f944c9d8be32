import type { Contract } from '../contract/contract.ts';
import type { TitledExpectation } from '../contract/titled-expectations.ts';
import type { Session } from '../engine/engine.ts';
import { correctPValues } from '../plan/correct-p-values.ts';
import { deriveNumbers } from '../plan/derive-numbers.ts';
import { maskedOf } from '../plan/disclosure/disclosure.ts';
import { openContext } from '../plan/open-context.ts';
import { measureMetrics, questionsOf } from '../plan/plan-passes.ts';
import type { References } from '../plan/references.ts';
import { checkExpectations } from '../plan/verdict/check-expectations.ts';
import { judgeAll } from '../plan/verdict/judge-all.ts';
import type { Judged } from '../plan/verdict/judged.ts';

/** The rows of a session that are judged in place of its own, and what they are judged by. */
export interface Judging {
  readonly session: Session;
  readonly contract: Contract;
  readonly references: References;
}

/** Judges expectations over rows that stand for those of the dataset. Nothing is kept for later runs. */
export async function judgeRows(
  relation: string,
  wanted: readonly TitledExpectation[],
  { session, contract, references }: Judging,
): Promise<readonly Judged[]> {
  const held: Session = { ...session, relation, files: null };
  const masked = maskedOf(
    contract,
    session.columns.map(({ name }) => name),
  );
  const { context } = await openContext(held, masked, { contract });
  const checked = await checkExpectations(wanted, contract, held, references);
  const found = await measureMetrics(questionsOf(checked.asked, references), context);
  const derived = deriveNumbers(checked.asked, found, { references, now: session.now });
  const corrected = correctPValues(checked.asked, derived);
  const isEmptyAllowed = contract.terms.allowEmpty === true && context.rows === 0;
  return judgeAll(wanted, checked, corrected, isEmptyAllowed);
}

import type { Row } from '../../generate/row-domain.ts';
import { withArticle } from '../../value/kind-in-words.ts';
import type { Broken, Invariant } from '../invariant.ts';
import type { StepTable } from '../step.ts';
import { copiedRow } from '../steps/copied.ts';
import { broken } from './tables.ts';

type Holds = (input: unknown, output: readonly Row[]) => unknown;

/** A law that the user's own function decides. It gets the rows of the only input, or those of each by its name. */
export const ownInvariant = (name: string, holds: Holds): Invariant => ({
  kind: 'invariant',
  name,
  check: async ({ input, output }) => {
    try {
      // It may sort what it gets: the rows are its own.
      return answered(await holds(rowsFor(input), output.rows.map(copiedRow)));
    } catch (error) {
      const kind = error instanceof Error ? error.constructor.name : typeof error;
      const message = error instanceof Error ? error.message : String(error);
      return broken(`its function threw ${withArticle(kind)}: ${message}`);
    }
  },
});

const rowsFor = (input: readonly StepTable[]): unknown =>
  input.length === 1
    ? input[0]?.rows.map(copiedRow)
    : Object.fromEntries(input.map(({ name, rows }) => [name, rows.map(copiedRow)]));

/** True holds, and a text says what is wrong. Anything else is no answer, which is no pass. */
function answered(answer: unknown): Broken | null {
  if (answer === true) return null;
  if (answer === false) return broken('it does not hold.');
  if (typeof answer === 'string' && answer.trim() !== '') return broken(answer);
  const found = typeof answer === 'string' ? 'an empty text' : String(answer);
  return broken(
    `its function returned ${found}, which is no answer: return true, false, or a sentence that says what is wrong.`,
  );
}

import type { Contract } from '../contract/contract.ts';
import { classification } from '../contract/schema.ts';
import { maskedColumns } from '../outcome/mask.ts';
import type { Outcome } from '../outcome/outcome.ts';
import { looksPersonal } from '../outcome/personal.ts';
import type { MeasureRequest } from './request.ts';
import { screen, screened } from './screen.ts';
import type { Trace } from './trace.ts';

/** Which of these columns the contract classifies, so that no value of them may be shown. */
export const maskedOf = ({ terms }: Pick<Contract, 'terms'>, names: readonly string[]) =>
  maskedColumns(names, classification(terms.schema), terms.classification);

/** What stands between this measurement and all that it tells. */
export function screenOn(trace: Trace, request: MeasureRequest, columns: readonly string[]) {
  const lens = screen({
    hiddenNames: namesToHide(request.contract, columns),
    isMasked: (column) => maskedOf(request.contract, [column]).has(column),
    unmask: request.unmask === true,
    env: process.env,
  });
  trace.screen(lens);
  return (outcome: Outcome) => screened(outcome, lens);
}

/** A shorter one tells nothing, and stands in many a word. */
const shortestName = 3;

/**
 * Names that may be values, where a file without a header was read as if it had one. Where a classified column is
 * missing, no other that the schema does not know is known to be a name.
 */
function namesToHide({ terms }: Contract, columns: readonly string[]): readonly string[] {
  const found = new Set(columns);
  const isMissing = [...classification(terms.schema).keys()].some(
    (name) => !found.has(name) && maskedOf({ terms }, [name]).size > 0,
  );
  const known = new Set(Object.keys(terms.schema.shape).map((name) => name.toLowerCase()));
  return columns.filter(
    (name) =>
      name.length >= shortestName &&
      (looksPersonal(name) || (isMissing && !known.has(name.toLowerCase()))),
  );
}

/** Who reads an unmasked outcome must know that it is not safe to send. */
export function unmaskedNote(outcome: Outcome, { unmask = false }: MeasureRequest): Outcome {
  const { evidence } = outcome;
  return unmask && evidence
    ? { ...outcome, evidence: { ...evidence, notes: [...evidence.notes, notice] } }
    : outcome;
}

const notice = 'values are shown unmasked, as --unmask or ASSAY_UNMASK asks: keep this to yourself';

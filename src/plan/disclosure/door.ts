import { personallyFormatted } from '../../contract/schema/personal-formats.ts';
import type { TitledExpectation } from '../../contract/titled-expectations.ts';
import type { Session } from '../../engine/engine.ts';
import type { Outcome } from '../../outcome/outcome.ts';
import type { MeasureRequest } from '../measure-request.ts';
import type { QuarantineOf } from '../quarantine/quarantine.ts';
import type { Trace } from '../trace.ts';
import { type Judged, missOf } from '../verdict/judged.ts';
import type { Blame, CellsOf, Miss } from '../violations/miss.ts';
import { blankOutcome } from './blank-outcome.ts';
import { maskedOf, screenOn, unmaskedNote } from './disclosure.ts';
import { type Masks, noMasks } from './masking.ts';
import { reproducible } from './reproducible.ts';
import { shownCells } from './show-sample.ts';
import { wordOutcome } from './word-outcome.ts';

/** The only way for anything about the data to leave a measurement. It masks, words and screens everything. */
export interface Door {
  /** The columns whose values may neither leave nor be cached. */
  readonly masked: ReadonlySet<string>;
  /** Returns the form in which the engine returns columns of violating rows. */
  readonly cellsOf: CellsOf;
  /** Returns the outcomes of judged expectations. */
  disclose(judged: readonly Judged[], found: Found): readonly Outcome[];
  /** Returns the outcome of an expectation without a verdict. It only says why. */
  refuse(one: TitledExpectation, problem: NonNullable<Outcome['problem']>): Outcome;
}

/** Everything found about the data, besides the verdicts. */
export interface Found {
  /** The number of rows of the dataset. */
  readonly rows: number;
  readonly blames: ReadonlyMap<Miss, Blame>;
  /** Returns the quarantine's result for a miss. */
  readonly storedOf: (miss: Miss) => QuarantineOf | undefined;
}

/** Opens the door for an open dataset. The trace goes through it as well. */
export function openDoor(session: Session, request: MeasureRequest, trace: Trace): Door {
  const screened = screenOn(trace, request, session.columns);
  const masked = maskedOf(
    request.contract,
    session.columns.map(({ name }) => name),
  );
  // What is kept for later stays masked, whatever is shown of it now.
  const masks: Masks = request.unmask
    ? noMasks
    : {
        columns: masked,
        looks: true,
        personal: personallyFormatted(request.contract.terms.schema),
      };
  return {
    masked,
    cellsOf: (names) => shownCells(names, session, masks),
    disclose: (judged, { rows, blames, storedOf }) =>
      judged.map((one) => {
        const miss = missOf(one);
        const blame = miss ? blames.get(miss) : undefined;
        const stored = miss ? storedOf(miss) : undefined;
        const base = { ...blankOutcome(one.one, request), rows };
        const worded = wordOutcome({ judged: one, blame, stored }, base, session, masks);
        return screened(unmaskedNote(reproducible(worded, session, masked), request));
      }),
    refuse: refusing(screened, request),
  };
}

/** Returns the door for a dataset that could not be opened, about which only the reason is known. */
export function closedDoor(request: MeasureRequest, trace: Trace): Pick<Door, 'refuse'> {
  return { refuse: refusing(screenOn(trace, request, null), request) };
}

const refusing =
  (screened: (outcome: Outcome) => Outcome, request: MeasureRequest): Door['refuse'] =>
  (one, problem) =>
    screened({ ...blankOutcome(one, request), problem });

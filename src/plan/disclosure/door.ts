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

/** The one way by which anything of the data leaves a measurement: all of it is masked, worded and screened here. */
export interface Door {
  /** The columns of which no value may leave, nor be kept for later. */
  readonly masked: ReadonlySet<string>;
  /** The form in which the engine hands over columns of violating rows. */
  readonly cellsOf: CellsOf;
  /** The outcomes of what was judged and found. */
  disclose(judged: readonly Judged[], found: Found): readonly Outcome[];
  /** The outcome of an expectation of which nothing may be said but why it has no verdict. */
  refuse(one: TitledExpectation, problem: NonNullable<Outcome['problem']>): Outcome;
}

/** What was found of the data, beside the verdicts. */
export interface Found {
  /** The number of rows of the dataset. */
  readonly rows: number;
  readonly blames: ReadonlyMap<Miss, Blame>;
  /** What the quarantine wrote of a miss. */
  readonly storedOf: (miss: Miss) => QuarantineOf | undefined;
}

/** The door of an open dataset; what the trace shows goes through it as well. */
export function openDoor(session: Session, request: MeasureRequest, trace: Trace): Door {
  const screened = screenOn(trace, request, session.columns);
  const masked = maskedOf(
    request.contract,
    session.columns.map(({ name }) => name),
  );
  // What is kept for later stays masked, whatever is shown of it now.
  const masks: Masks = request.unmask ? noMasks : { columns: masked, looks: true };
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
    refuse: (one, problem) => screened({ ...blankOutcome(one, request), problem }),
  };
}

/** The same where the dataset could not be opened: nothing is known of it but why. */
export function closedDoor(request: MeasureRequest, trace: Trace): Pick<Door, 'refuse'> {
  const screened = screenOn(trace, request, null);
  return { refuse: (one, problem) => screened({ ...blankOutcome(one, request), problem }) };
}

import { eachWithin } from './time-limit.ts';

/** A row to judge: the named columns, as the engine returns them. */
export type JudgedRow = Readonly<Record<string, unknown>>;

/**
 * Thrown by a judge that must wait (an async refinement). Await `settled`, then call it again with the same row object.
 * A judge without an answer is thus never mistaken for one that accepts.
 */
export class Pending extends Error {
  override readonly name = 'Pending';
  readonly settled: Promise<void>;
  constructor(settled: Promise<void>) {
    super('A judge waits for its verdict: await `settled`, then ask again with the same row.');
    this.settled = settled;
  }
}

/** The words of a judge for one of the reasons why it refuses a row. */
export interface JudgeRefusal {
  readonly message: string;
  /** The place in what is judged: columns, keys and positions, outermost first. */
  readonly path: readonly string[];
  /** True if the whole path is made of names in the schema and of positions, so that no key of the data is in it. */
  readonly isDeclared: boolean;
  /** True if the message is the same for all rows, so that it has no value of one in it. */
  readonly isFixed: boolean;
}

/** The reason why a row can't be judged: its value of a column, and what that is not, as in `'is not a number'`. */
export interface UnjudgedReason {
  readonly column: string;
  readonly why: string;
}

/** The cells that an engine found valid before a judge reads them. */
export interface ValidCells {
  /** The columns of which it knows. */
  readonly columns: ReadonlySet<string>;
  /** Returns true for a row whose cells of all these columns are valid. */
  readonly isIn: (row: JudgedRow) => boolean;
  /** Called once the judge reads all cells of rows, whether they are valid or not. */
  readonly onAllRead?: () => void;
}

/** Hears what a judge has to say beside its verdicts. */
export interface JudgeListener {
  /** Called with all reasons why a row is refused, if the judge has words for them; once for each row. */
  readonly refused?: (reasons: readonly JudgeRefusal[]) => void;
  /** Called with a row that can't be judged. Its verdict is then none; where nobody hears of it, the row is refused. */
  readonly unjudged?: (row: JudgedRow, reason: UnjudgedReason) => void;
  /** Called with a function that says, once all rows are judged, why the verdicts are no answer; null where all is well. */
  readonly doubt: (why: () => string | null) => void;
}

/** Thrown if a judge itself fails. The message has no value of the row, so that it can be shown. */
export class JudgeFailed extends Error {
  override readonly name = 'JudgeFailed';
}

/** The time limit of one verdict in milliseconds. A sound one takes less than a hundredth of it. */
export const verdictLimit = 5000;

/**
 * Returns the verdict of a test for each row, in order. Rows that must wait do so together.
 *
 * @throws {TooLong} when it ran for longer than {@link verdictLimit} over one row.
 */
export async function verdicts<Row extends JudgedRow>(
  rows: readonly Row[],
  test: (row: Row) => boolean,
): Promise<readonly boolean[]> {
  const found: boolean[] = [];
  let open = rows.map((row, at) => ({ row, at }));
  while (open.length > 0) {
    const waiting = new Set<(typeof open)[number]>();
    const waits: Promise<void>[] = [];
    try {
      eachWithin(verdictLimit, open, (one) => {
        try {
          found[one.at] = test(one.row);
        } catch (reason) {
          if (!(reason instanceof Pending)) throw reason;
          waits.push(reason.settled);
          waiting.add(one);
        }
      });
    } catch (reason) {
      throw await settledFirst(waits, reason);
    }
    await Promise.all(waits);
    open = [...waiting];
  }
  return found;
}

/** Waits for pending verdicts before an error is thrown, so that none of them becomes an unhandled rejection. */
async function settledFirst(waits: readonly Promise<void>[], reason: unknown): Promise<unknown> {
  await Promise.allSettled(waits);
  return reason;
}

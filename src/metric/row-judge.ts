import { eachWithin } from './time-limit.ts';

/** A row to judge: the named columns, as the engine hands them over. */
export type JudgedRow = Readonly<Record<string, unknown>>;

/**
 * Thrown by a judge that must wait (an async refinement): await `settled`, then ask again with the same row object.
 * A judge that can't answer yet can so never be mistaken for one that says yes.
 */
export class Pending extends Error {
  override readonly name = 'Pending';
  readonly settled: Promise<void>;
  constructor(settled: Promise<void>) {
    super('A judge waits for its verdict: await `settled`, then ask again with the same row.');
    this.settled = settled;
  }
}

/** A judge broke while it judged: told without any value of the row, so that it may be shown. */
export class JudgeFailed extends Error {
  override readonly name = 'JudgeFailed';
}

/** How long one verdict may take: no sound one takes a hundredth of it. In milliseconds. */
export const verdictLimit = 5000;

/**
 * What a test says of each row, in order; rows that must wait do so together.
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

/** Let those that wait end before the error is told, so that none of them rejects with nobody listening. */
async function settledFirst(waits: readonly Promise<void>[], reason: unknown): Promise<unknown> {
  await Promise.allSettled(waits);
  return reason;
}

import type { Row } from '../../generate/row-domain.ts';
import { compareRows } from '../compare-rows.ts';
import type { Broken, Invariant, InvariantCase } from '../invariant.ts';
import { runAgain } from './run-again.ts';
import { broken, rowsInWords } from './tables.ts';

/**
 * The order of the rows does not matter: in reverse, and shuffled, they give the same rows, in any order. The shuffle
 * depends on the number of rows alone, so that replaying and shrinking find the same.
 */
export const orderIndependent: Invariant = {
  kind: 'invariant',
  name: 'order-independent',
  check: async (given) => {
    const size = Math.max(...given.input.map(({ rows }) => rows.length));
    if (size < 2) return null;
    const found = await checkOrder(given, 'in reverse', reversed);
    return found ?? (size < 3 ? null : checkOrder(given, 'shuffled', shuffled));
  },
};

async function checkOrder(
  given: InvariantCase,
  how: string,
  reorder: (rows: readonly Row[]) => readonly Row[],
): Promise<Broken | null> {
  const tables = given.input.map((table) => ({ ...table, rows: reorder(table.rows) }));
  const again = await runAgain(given, tables, `its rows ${how}`);
  if ('broken' in again) return again.broken;
  const { onlyLeft, onlyRight } = compareRows(given.output.rows, again.output.rows);
  if (onlyLeft.length + onlyRight.length === 0) return null;
  return broken(
    `the order of the rows matters: ${how} they give an output without ${rowsInWords(onlyLeft)} of this one, and with ${rowsInWords(onlyRight)} that it has not.`,
    ['only in the output of the rows as they are', onlyLeft],
    [`only in the output of the rows ${how}`, onlyRight],
  );
}

const reversed = (rows: readonly Row[]): readonly Row[] => rows.toReversed();

/** Moves each row, by the steps of a linear congruential generator that starts from the number of rows. */
function shuffled(rows: readonly Row[]): readonly Row[] {
  const moved = [...rows];
  let state = rows.length;
  for (let at = moved.length - 1; at > 0; at -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * at);
    const [one, two] = [moved[at], moved[other]];
    if (one === undefined || two === undefined) continue;
    moved[at] = two;
    moved[other] = one;
  }
  return moved;
}

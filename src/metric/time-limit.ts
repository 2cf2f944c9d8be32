import { Script } from 'node:vm';

/** Thrown if an action took longer than its limit and was stopped. */
export class TooLong extends Error {
  override readonly name = 'TooLong';
}

/**
 * Calls a function for each item in turn. A call that takes longer than `limit` is stopped, even in a regular
 * expression that backtracks without end. No timer could stop that, since nothing else runs in the thread meanwhile.
 *
 * @throws {TooLong} when one was stopped; those before it are done.
 */
export function eachWithin<Item>(
  limit: number,
  items: readonly Item[],
  act: (item: Item) => void,
): void {
  let at = 0;
  const goOn = () => {
    for (const item of items.slice(at)) {
      act(item);
      at += 1;
    }
  };
  // The limit is one item's own: where others took the time, the one that was stopped begins anew.
  for (let before = at; !endsWithin(limit, goOn); before = at)
    if (at === before) throw new TooLong(`One took longer than ${limit} ms.`);
}

const slot = Symbol.for('assay.limited');
/** The thread's first realm. Scripts run in it whatever realm this module is in. */
const realm = new Script('globalThis').runInThisContext() as {
  [slot]?: (() => void) | undefined;
};
const script = new Script("globalThis[Symbol.for('assay.limited')]()");

/** Runs a function, and returns true if it ended by itself. */
function endsWithin(limit: number, act: () => void): boolean {
  const outer = realm[slot];
  realm[slot] = act;
  try {
    script.runInThisContext({ timeout: limit, displayErrors: false });
    return true;
  } catch (error) {
    if (isTimeout(error)) return false;
    throw error;
  } finally {
    realm[slot] = outer;
  }
}

const isTimeout = (error: unknown) =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';

import process from 'node:process';

/** The state of the process's end. */
interface Exit {
  isRed: boolean;
  /** The number of runs that began and have not ended. */
  unended: number;
  hasBegun: boolean;
  /** The actions to run last, with the final exit code. */
  readonly last: Set<(code: number) => void>;
}

const key = Symbol.for('assay.exit');

/** The state is shared by the process, since Vitest loads reporters apart from its config. */
const shared = globalThis as { [key]?: Exit };

function exit(): Exit {
  if (shared[key]) return shared[key];
  const state: Exit = { isRed: false, unended: 0, hasBegun: false, last: new Set() };
  process.on('exit', (code) => {
    if (state.unended > 0 && code === 0) {
      process.stderr.write(
        '\nThe process was ended before the run of the contracts had: no success.\n',
      );
    }
    if (state.isRed || state.unended > 0) process.exitCode ||= 1;
    for (const act of state.last) act(Number(process.exitCode ?? 0));
  });
  shared[key] = state;
  return state;
}

/** Makes this process end with an error, even if somebody sets its exit code to 0 or calls `process.exit(0)`. */
export function failExit(): void {
  process.exitCode ||= 1;
  exit().isRed = true;
}

/** Marks the begin of a run; the returned function marks its end. A process that ends in between ends with an error. */
export function expectEnd(): () => void {
  const state = exit();
  state.hasBegun = true;
  state.unended += 1;
  let isOpen = true;
  return () => {
    if (isOpen) state.unended -= 1;
    isOpen = false;
  };
}

/** Runs a synchronous action at the very end, when the exit code is final. */
export function atExit(act: (code: number) => void): void {
  exit().last.add(act);
}

/** Runs a synchronous action at the end of a process that fails before any run has begun. */
export function atExitWithoutRun(act: () => void): void {
  atExit((code) => {
    if (code !== 0 && !exit().hasBegun) act();
  });
}

/**
 * Runs work whose runs decide nothing of how this process ends: for a program that runs Vitest as a part of what it does,
 * and looks at the result itself. A process that ends in the middle of it ends with an error all the same.
 */
export async function apartFromExit<T>(work: () => Promise<T>): Promise<T> {
  const state = exit();
  const { isRed, unended, hasBegun } = state;
  const before = { code: process.exitCode, last: new Set(state.last) };
  try {
    return await work();
  } finally {
    process.exitCode = before.code;
    Object.assign(state, { isRed, unended, hasBegun });
    for (const act of state.last) if (!before.last.has(act)) state.last.delete(act);
  }
}

import process from 'node:process';

/** What a process must not forget when it ends. */
interface Exit {
  isRed: boolean;
  /** Runs that began and have not ended. */
  unended: number;
  hasBegun: boolean;
  /** To be done last, with the code that it ends with. */
  readonly last: Set<(code: number) => void>;
}

const key = Symbol.for('assay.exit');

/** One a process: Vitest loads reporters apart from its config. */
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

/** From now on this process ends with an error, though somebody sets its exit code to 0 or ends it with one. */
export function failExit(): void {
  process.exitCode ||= 1;
  exit().isRed = true;
}

/** A run begins: until it ends, the process must not end as a success. */
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

/** Do something synchronous at the very end, when the exit code is final. */
export function atExit(act: (code: number) => void): void {
  exit().last.add(act);
}

/** Do something synchronous at the end of a process that ends with an error before any run has begun. */
export function atExitWithoutRun(act: () => void): void {
  atExit((code) => {
    if (code !== 0 && !exit().hasBegun) act();
  });
}

import { setImmediate } from 'node:timers/promises';

/** The time that a loop runs without a pause, in milliseconds. */
const longest = 20;

/**
 * Returns a function to call between the steps of a loop that keeps the process busy. Timers and signals have their turn
 * there, but for as long as a step more costs less than that.
 */
export function takeTurns(): () => Promise<void> {
  let paused = performance.now();
  return async () => {
    if (performance.now() - paused < longest) return;
    await setImmediate();
    paused = performance.now();
  };
}

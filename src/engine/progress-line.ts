import process from 'node:process';
import { printNumeric } from '../value/numeric.ts';

/** The place that a progress line is written to: `process.stderr`, or one that a test reads. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Facts that a progress line shows beside the share that is done. */
export interface ProgressFacts {
  /** Rows of the dataset, once they are known. */
  readonly rows?: () => number | null;
  /** Milliseconds since some moment. */
  readonly clock?: () => number;
}

const columns = 79;

/**
 * A progress line for `onProgress`: one line that is written over on a terminal, and wiped at the end; elsewhere, in a
 * log, a new line for each tenth that is done. The time that is left is what the rest takes at the speed seen so far.
 */
export function progressLine(
  label: string,
  output: ProgressOutput = process.stderr,
  { rows = () => null, clock = () => performance.now() }: ProgressFacts = {},
): (fraction: number) => void {
  let last = -1;
  let first: { readonly at: number; readonly fraction: number } | null = null;
  const told = (fraction: number): string => {
    const now = clock();
    first ??= { at: now, fraction };
    const all = rows();
    const of = all === null ? '' : ` of ${printNumeric(all)} rows`;
    return `${Math.floor(fraction * 100)}%${of}${timeLeft(now - first.at, first.fraction, fraction)}`;
  };
  return (fraction) => {
    const text = fraction >= 1 ? '100%' : told(fraction);
    if (fraction >= 1) first = null;
    if (output.isTTY) {
      output.write(fraction >= 1 ? '\r\x1b[K' : `\r\x1b[K${fitted(label, `: ${text}`)}`);
      return;
    }
    const tenth = Math.floor(fraction * 10);
    if (tenth > last) output.write(`${label}: ${text}\n`);
    last = fraction >= 1 ? -1 : Math.max(tenth, last);
  };
}

/** A line that wraps can't be written over. */
function fitted(label: string, text: string): string {
  const room = columns - text.length;
  return label.length <= room ? label + text : `${label.slice(0, Math.max(0, room - 1))}…${text}`;
}

/** Nothing at first: how fast it goes is known from the second time on. */
function timeLeft(elapsed: number, from: number, to: number): string {
  if (to <= from || elapsed <= 0) return '';
  const seconds = Math.ceil(((elapsed / (to - from)) * (1 - to)) / 1000);
  return seconds < 100 ? `, ${seconds} s left` : `, ${Math.ceil(seconds / 60)} min left`;
}

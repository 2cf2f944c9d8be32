import process from 'node:process';

/** What a progress line is written to: `process.stderr`, or what a test reads. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * A progress line for `onProgress`: one line that is written over on a terminal, and wiped at the end; elsewhere, in a
 * log, a new line for each tenth that is done.
 */
export function progressLine(
  label: string,
  output: ProgressOutput = process.stderr,
): (fraction: number) => void {
  let last = -1;
  return (fraction) => {
    const percent = Math.floor(fraction * 100);
    if (output.isTTY) {
      output.write(fraction >= 1 ? '\r\x1b[K' : `\r\x1b[K${label}: ${percent}%`);
      return;
    }
    const tenth = Math.floor(percent / 10);
    if (tenth > last) output.write(`${label}: ${percent}%\n`);
    last = fraction >= 1 ? -1 : Math.max(tenth, last);
  };
}

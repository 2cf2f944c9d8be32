import process from 'node:process';
import { progressLine } from '../../engine/progress-line.ts';
import { visible } from '../../outcome/printable-text.ts';
import type { ProgressMode } from '../worker-context.ts';

/** Tell on a worker's stderr, which Vitest hands on as it is, how far a scan of over two seconds is. */
export function progressPrinter(
  contract: string,
  mode: ProgressMode | undefined,
  rows: () => number | null,
): ((fraction: number) => void) | undefined {
  if (mode === undefined) return undefined;
  const output = { isTTY: mode === 'line', write: (text: string) => process.stderr.write(text) };
  return progressLine(`assay: scanning for ${visible(contract)}`, output, { rows });
}

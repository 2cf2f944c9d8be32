import process from 'node:process';
import { progressLine } from '../../engine/progress-line.ts';
import { visible } from '../../outcome/printable-text.ts';
import type { ProgressMode } from '../worker-context.ts';

/**
 * Returns a function that prints the progress of a scan of over two seconds to a worker's stderr, which Vitest passes
 * on unchanged. Undefined if progress is off.
 */
export function progressPrinter(
  contract: string,
  mode: ProgressMode | undefined,
  rows: () => number | null,
): ((fraction: number) => void) | undefined {
  if (mode === undefined) return undefined;
  const output = { isTTY: mode === 'line', write: (text: string) => process.stderr.write(text) };
  return progressLine(`assay: scanning for ${visible(contract)}`, output, { rows });
}

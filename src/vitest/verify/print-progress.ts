import process from 'node:process';
import { progressLine } from '../../engine/progress-line.ts';
import { visible } from '../../outcome/printable-text.ts';
import type { ProgressOf } from '../../run/measure-until.ts';
import type { ProgressMode } from '../worker-context.ts';

/**
 * Returns a function that prints the progress of a scan of over two seconds to a worker's stderr, which Vitest passes
 * on unchanged. Undefined if progress is off.
 */
export const progressPrinter =
  (contract: string, mode: ProgressMode | undefined): ProgressOf =>
  (rows) => {
    if (mode === undefined) return undefined;
    const output = { isTTY: mode === 'line', write: (text: string) => process.stderr.write(text) };
    return progressLine(`assay: scanning for ${visible(contract)}`, output, { rows });
  };

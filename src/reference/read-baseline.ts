import { readFileSync } from 'node:fs';
import { baselineFormat, baselineVersion } from './baseline-entry.ts';
import type { BaselineFile, DatasetEntries } from './baseline-file.ts';
import {
  type BaselineProblem,
  type BaselineProblemCode,
  recordCommand,
} from './baseline-problems.ts';

/**
 * Reads a baseline file. Returns null if there is none, and a problem if it is not one that this version of Assay wrote
 * for this contract. Its entries are checked one by one, when they are used.
 */
export function readBaseline(
  path: string,
  contract: string,
  shownPath: string,
): BaselineFile | BaselineProblem | null {
  const read = textOf(path, shownPath);
  return typeof read === 'string' ? parseBaseline(read, contract, shownPath) : read;
}

/** Returns the contract that a text is the baseline of; null if it is none that this version of Assay can read. */
export function contractOfBaseline(text: string): string | null {
  const found = json(text);
  const isOne =
    isObject(found) && found.format === baselineFormat && found.version === baselineVersion;
  return isOne && typeof found.contract === 'string' ? found.contract : null;
}

/** True if reading a baseline file ended in a problem. */
export const isProblem = <Found extends object>(
  found: Found | BaselineProblem,
): found is BaselineProblem => 'code' in found;

function textOf(path: string, shownPath: string): string | BaselineProblem | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'ENOENT') return null;
    const what = code === 'EISDIR' ? 'is a folder' : `can't be read (${code})`;
    return {
      code: 'BASELINE_UNREADABLE',
      message: `the baseline ${shownPath} ${what}: put the file there that was recorded, or remove it and record anew with ${recordCommand}.`,
    };
  }
}

/** Parses the text of a baseline file. */
export function parseBaseline(
  text: string,
  contract: string,
  path: string,
): BaselineFile | BaselineProblem {
  const problem = (code: BaselineProblemCode, what: string): BaselineProblem => ({
    code,
    message: `the baseline ${path} ${what}`,
  });
  if (/^(?:<{7}|={7}|>{7})(?: |\r?$)/m.test(text))
    return problem(
      'BASELINE_DAMAGED',
      `has conflict markers of a merge: resolve them, or record it anew with ${recordCommand}.`,
    );
  const found = json(text);
  if (!isObject(found) || found.format !== baselineFormat)
    return problem(
      'BASELINE_DAMAGED',
      `is no baseline, or is cut off: restore it, or record it anew with ${recordCommand}.`,
    );
  if (found.version !== baselineVersion)
    return problem(
      'BASELINE_VERSION',
      `was recorded by a version of Assay with another format: record it anew with ${recordCommand}.`,
    );
  const { datasets } = found;
  if (!isObject(datasets) || !Object.values(datasets).every(isObject))
    return problem(
      'BASELINE_EDITED',
      `was changed by hand: restore it, or record it anew with ${recordCommand}.`,
    );
  if (found.contract !== contract)
    return problem(
      'BASELINE_EDITED',
      `is of another contract: restore it, or record it anew with ${recordCommand}.`,
    );
  return { contract, datasets: datasets as Readonly<Record<string, DatasetEntries>> };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

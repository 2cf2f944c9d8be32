import type { Row } from '../../generate/row-domain.ts';
import { kindInWords, withArticle } from '../../value/kind-in-words.ts';
import { StepError } from '../fuzz-error.ts';
import type { StepOutput } from '../step.ts';
import { arrowOutput, isArrowTable } from './arrow-output.ts';

/**
 * Returns the result of a function as a step's output: a list of objects, or a Table of apache-arrow. The columns of
 * rows are all their keys, in the order in which they first appear.
 *
 * @throws {StepError} `STEP_INVALID` if it is neither, with what it is.
 */
export function rowsOutput(given: unknown): StepOutput {
  if (isArrowTable(given)) return arrowOutput(given);
  if (!Array.isArray(given)) throw invalid(`returned ${kindOf(given)}`);
  const wrong = given.findIndex((row) => !isRow(row));
  if (wrong >= 0)
    throw invalid(`returned a list whose item ${wrong + 1} is ${kindOf(given[wrong])}`);
  // A step that returns its rows once more, and more of them, would change those of an earlier run.
  const rows = given.map((row: Row): Row => ({ ...row }));
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  return { columns: Array.from(names, (name) => ({ name, family: null })), rows };
}

/** A promise in the list is a row that was not waited for. */
const isRow = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  !(Symbol.iterator in value) &&
  !(value instanceof Date) &&
  !(value instanceof Promise);

const kindOf = (value: unknown): string => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return kindInWords(value);
  const name = value.constructor?.name || Object.prototype.toString.call(value).slice(8, -1);
  return name === 'Object' ? 'an object' : withArticle(name);
};

const invalid = (what: string) =>
  new StepError(
    'STEP_INVALID',
    `The step ${what}: return a list of rows, one object for each, or a Table of apache-arrow.`,
  );

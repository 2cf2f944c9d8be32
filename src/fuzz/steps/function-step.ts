import { userFrames } from '../../contract/user-frames.ts';
import type { Row } from '../../generate/row-domain.ts';
import { pathWithin } from '../../system/paths.ts';
import { messageOf } from '../../value/thrown.ts';
import { FuzzError, StepError } from '../fuzz-error.ts';
import type { OpenStep, Step, StepOptions, StepOutput, StepTable } from '../step.ts';
import { copiedRow } from './copied.ts';
import { rowsOutput } from './rows-output.ts';

/**
 * A cleaning step as a function. It gets the rows of a single input, or an object with the rows of each named input,
 * and returns rows or a Table of apache-arrow, or a promise of one of them. The rows are its own copies.
 */
export type StepFunction = (input: never) => unknown;

/**
 * Returns a step: the one given, or one that calls the function given.
 *
 * A function that awaits for longer than the limit is `STEP_TIMEOUT`. An endless loop that awaits nothing blocks the
 * process, as it does in any test.
 *
 * @throws {FuzzError} `OPTION_INVALID` if it is neither.
 */
export function stepOf(given: StepFunction | Step): Step {
  if (typeof given === 'function') return functionStep(given);
  if (isStep(given)) return given;
  throw new FuzzError(
    'OPTION_INVALID',
    "A step is a function of rows, sqlStep('steps/clean.sql') or command('python steps/clean.py').",
  );
}

const isStep = (given: unknown): given is Step =>
  typeof given === 'object' && given !== null && 'kind' in given && given.kind === 'step';

function functionStep(given: StepFunction): Step {
  const act = given as (input: unknown) => unknown;
  return Object.freeze({
    kind: 'step',
    label: given.name || 'function',
    watch: [],
    open: async (options: StepOptions): Promise<OpenStep> => ({
      run: (tables) => run(act, tables, options),
      close: async () => undefined,
    }),
  } satisfies Step);
}

async function run(
  act: (input: unknown) => unknown,
  tables: readonly StepTable[],
  { root, timeout }: StepOptions,
): Promise<StepOutput> {
  try {
    const given = act(inputOf(tables));
    // A getter of a row is the step's code too.
    return rowsOutput(isPromise(given) ? await inTime(given, timeout) : given);
  } catch (error) {
    if (error instanceof StepError) throw error;
    throw new StepError('STEP_FAILED', `The step threw ${thrown(error, root)}`);
  }
}

function inputOf(tables: readonly StepTable[]): unknown {
  const [first] = tables;
  const copies = ({ rows }: StepTable): Row[] => rows.map(copiedRow);
  if (first !== undefined && tables.length === 1 && first.name === 'input') return copies(first);
  return Object.fromEntries(tables.map((table) => [table.name, copies(table)]));
}

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value;

function inTime(promise: Promise<unknown>, timeout: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => {
      reject(new StepError('STEP_TIMEOUT', `The step did not end within ${timeout} ms.`));
    }, timeout);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** The error's class and message, and the line of the user's code that threw it. */
function thrown(error: unknown, root: string): string {
  if (error === undefined || error === null) return `${error}, which says nothing.`;
  const kind = error instanceof Error ? error.constructor.name : `a value that is no error`;
  const [frame] = userFrames(error instanceof Error ? (error.stack ?? '') : '');
  const path = frame && (pathWithin(root, frame.file) ?? frame.file);
  const place = frame ? ` (${path}:${frame.line}:${frame.column})` : '';
  return `${kind}: ${messageOf(error).replace(/\.$/, '')}${place}.`;
}

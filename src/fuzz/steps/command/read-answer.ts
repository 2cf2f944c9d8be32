import type { Family } from '../../../metric/expression.ts';
import { StepError } from '../../fuzz-error.ts';
import type { StepOutput } from '../../step.ts';
import { cellOf, parseWire } from './wire-cells.ts';

/** An answer that follows the protocol, whose step may have failed. */
export interface Answer {
  /**
   * Returns the output.
   *
   * @throws {StepError} `STEP_FAILED` if the step raised an error.
   */
  readonly result: () => StepOutput;
}

/**
 * Reads a worker's answer to a dataset.
 *
 * @throws {StepError} `STEP_INVALID` for what is no answer to it, after which the worker can't be trusted.
 */
export function readAnswer(text: string, id: number): Answer {
  const answer = parsed(text);
  if (answer?.id !== id) throw invalid(text);
  const { error, columns, rows } = answer;
  if (typeof error === 'string') {
    return {
      result: () => {
        throw new StepError('STEP_FAILED', `The step raised ${error.replace(/\.$/, '')}.`);
      },
    };
  }
  if (!isColumns(columns) || !isRows(rows, columns.length)) throw invalid(text);
  return { result: () => outputOf(columns, rows) };
}

function outputOf(columns: Columns, rows: readonly (readonly unknown[])[]): StepOutput {
  return {
    columns: columns.map(([name, kind]) => ({ name, family: kind })),
    rows: rows.map((row) =>
      Object.fromEntries(columns.map(([name, kind], at) => [name, cellOf(row[at], kind)])),
    ),
  };
}

type Columns = readonly (readonly [string, Family | null])[];

const families: ReadonlySet<unknown> = new Set<Family | null>([
  'boolean',
  'integer',
  'float',
  'decimal',
  'text',
  'date',
  'timestamp',
  null,
]);

const isColumns = (value: unknown): value is Columns =>
  Array.isArray(value) &&
  value.every(
    (one) => Array.isArray(one) && typeof one[0] === 'string' && families.has(one[1] ?? null),
  );

const isRows = (value: unknown, width: number): value is readonly (readonly unknown[])[] =>
  Array.isArray(value) && value.every((row) => Array.isArray(row) && row.length === width);

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value = parseWire(text);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

/** The characters of an answer that a message shows. */
const shown = 80;

const invalid = (text: string) =>
  new StepError(
    'STEP_INVALID',
    `The step's worker wrote a line that is no answer: ${JSON.stringify(text.slice(0, shown))}. Its stdout is for answers; let it print to stderr.`,
  );

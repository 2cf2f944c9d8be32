import type { Contract } from '../contract/contract.ts';
import type { RowOf } from '../contract/schema/row-schema.ts';
import type { FaultSelection } from '../generate/faults/fault-selection.ts';
import type { ForeignKeys } from '../generate/foreign-keys.ts';
import { checkedOptions, flag, type OptionRule, type OptionRules } from '../value/option-rules.ts';
import { type Duration, parseDuration } from '../value/quantity.ts';
import { FuzzError } from './fuzz-error.ts';
import type { InvariantOption } from './invariants/invariant-option.ts';
import type { Step } from './step.ts';

/** The contract of a step's input, or several by the names of its tables. */
export type FuzzInput = Contract | Readonly<Record<string, Contract>>;

/** The rows that a contract describes, as a function gets them. */
type RowsOf<Of> = Of extends Contract<infer Schema> ? RowOf<Schema>[] : never;

/** The rows that a step gets: a list, or one for each table. */
export type StepRows<Input extends FuzzInput> = Input extends Contract
  ? RowsOf<Input>
  : { [Table in keyof Input]: RowsOf<Input[Table]> };

/**
 * A step written in TypeScript. It gets rows of its own, which it may change. With faults among them, values may be of
 * other types than the contract says.
 */
export type StepFunction<Input extends FuzzInput> = (rows: StepRows<Input>) => unknown;

/** The options of {@link Fuzz}. */
export interface FuzzOptions<
  Input extends FuzzInput = FuzzInput,
  Output extends Contract = Contract,
> {
  /** The contract that the step's input keeps, or one for each table: `{ orders, customers }`. */
  readonly input: Input;
  /** The contract that its output must keep. */
  readonly output: Output;
  /** The step: a function of the rows, `sqlStep('clean.sql')`, `command('python clean.py')`. */
  readonly step: Step | StepFunction<Input>;
  /**
   * The things that go wrong in the input, beside what its contract allows: names, faults of your own, or a record with the share
   * of the rows, `{ missing: '5%' }`. Nothing unless given.
   */
  readonly faults?: FaultSelection;
  /** The laws of the step that no contract can say. */
  readonly invariants?: readonly InvariantOption<Input, Output>[];
  /** The number of inputs to generate; 100 unless given. */
  readonly runs?: number;
  /** The rows of each table: at least 1 unless its contract has `allowEmpty`, at most 20. */
  readonly rows?: { readonly min?: number; readonly max?: number };
  /** Columns whose values are those of a column of another table: `{ 'orders.customer_id': 'customers.id' }`. */
  readonly foreignKeys?: ForeignKeys<Input>;
  /** The seed of the inputs: the same seed, the same inputs. Each run has a new one unless given. */
  readonly seed?: number;
  /** The path to one input, as a message names it beside its seed. */
  readonly path?: string;
  /** The limit of one run of the step; 10 seconds unless given. */
  readonly timeout?: number | Duration;
  /** The limit of the search for a smaller counter-example; 10 seconds unless given. */
  readonly shrinkTimeout?: number | Duration;
  /** The time that counts as "now" in conditions, as ISO 8601 text or a `Date`; the run's start unless given. */
  readonly now?: Date | string;
  /** The language of values that faker makes, `'de'`. */
  readonly locale?: string;
  /**
   * With `true`, counter-examples are kept in `__fuzz__/` beside the test file. Those that are there are run first in each
   * run, whether this is set or not.
   */
  readonly keep?: boolean;
}

const count: OptionRule = {
  accepts: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 1,
  wanted: 'a whole number, 1 or more',
};

const duration: OptionRule = {
  accepts: (value) =>
    typeof value === 'number' ? Number.isFinite(value) && value > 0 : isDuration(value),
  wanted: "milliseconds above 0, or a duration such as '10s'",
};

function isDuration(value: unknown): boolean {
  try {
    return parseDuration(value).milliseconds > 0;
  } catch {
    return false;
  }
}

/** Checked where it is read. */
const anything: OptionRule = { accepts: () => true, wanted: 'a value' };

const text: OptionRule = {
  accepts: (value) => typeof value === 'string' && value !== '',
  wanted: 'a text',
};

const rules: OptionRules<FuzzOptions> = {
  input: anything,
  output: anything,
  step: anything,
  faults: anything,
  invariants: {
    accepts: (value) => Array.isArray(value),
    wanted: "a list, such as ['idempotent']",
  },
  runs: count,
  rows: anything,
  foreignKeys: anything,
  seed: {
    accepts: (value) => Number.isSafeInteger(value),
    wanted: 'a whole number',
  },
  path: {
    accepts: (value) => typeof value === 'string' && /^\d+(?::\d+)*$/.test(value),
    wanted: "the path of a message, such as '17:0'",
  },
  timeout: duration,
  shrinkTimeout: duration,
  now: anything,
  locale: text,
  keep: flag,
};

/**
 * Checks the options of `fuzz`, all but what their own parts check.
 *
 * @throws {FuzzError} `OPTION_INVALID`
 */
export function checkFuzzOptions(name: string, options: FuzzOptions): FuzzOptions {
  const invalid = (message: string) => new FuzzError('OPTION_INVALID', message);
  if (typeof name !== 'string' || name.trim() === '')
    throw invalid("A fuzz test needs a name: fuzz('clean orders', { ... }).");
  const call = `fuzz('${name}')`;
  const checked = checkedOptions(call, options, rules, invalid);
  if (checked.path !== undefined && checked.seed === undefined)
    throw invalid(`${call} has a path without a seed: write both as the message has them.`);
  return checked;
}

/** A duration of the options in milliseconds. */
export const milliseconds = (given: number | Duration | undefined, otherwise: number): number =>
  given === undefined
    ? otherwise
    : typeof given === 'number'
      ? given
      : parseDuration(given).milliseconds;

import type { Row } from '../generate/row-domain.ts';
import type { Family } from '../metric/expression.ts';

/** A generated table that a step gets. */
export interface StepTable {
  /** `'input'` where there is only one. */
  readonly name: string;
  readonly columns: readonly StepColumn[];
  readonly rows: readonly Row[];
}

/** A column of a step's input or output. */
export interface StepColumn {
  readonly name: string;
  /** The kind of its type; null where it is not known, as of rows of JavaScript. */
  readonly family: Family | null;
  /** The type as DuckDB prints it, `'DECIMAL(10,2)'`; left out where it is not known. */
  readonly type?: string;
  /** True for texts of a file without types, which the contract of the output may read as numbers, instants or booleans. */
  readonly isUntyped?: boolean;
}

/** The result of a step. */
export interface StepOutput {
  readonly columns: readonly StepColumn[];
  readonly rows: readonly Row[];
}

/** A cleaning step: a value that says how to run it. */
export interface Step {
  readonly kind: 'step';
  /** The name in messages: the path of its file, or its command. */
  readonly label: string;
  /** The files whose change makes a watching run start again. */
  readonly watch: readonly string[];
  /** True if it may read real data, so that values of its output which are not in its input are masked in messages. */
  readonly readsData?: boolean;
  /** True if it may be opened several times, and gains from runs at the same time. */
  readonly isParallel?: boolean;
  /** Opens what it needs for many runs, such as a connection or a worker; before any run, a file that is missing throws. */
  readonly open: (options: StepOptions) => Promise<OpenStep>;
}

/** The surroundings of a step. */
export interface StepOptions {
  /** The folder that relative paths start from. */
  readonly root: string;
  /** The milliseconds that one run may take. */
  readonly timeout: number;
}

/** A step that is ready to run. */
export interface OpenStep {
  /**
   * Runs the step.
   *
   * @throws {StepError} if it crashes, takes longer than its limit, or returns something that is no table.
   */
  readonly run: (tables: readonly StepTable[]) => Promise<StepOutput>;
  readonly close: () => Promise<void>;
}

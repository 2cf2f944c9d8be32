import type { z } from 'zod';
import { everywhere } from '../metric/metric.ts';
import { ContractError } from '../value/contract-error.ts';
import { noteUsed, refuseLost } from './building.ts';
import type { Declared, ExpectationNode } from './expectation.ts';
import { refuseEqualIds } from './expectation-id.ts';
import { classifiedBy } from './schema/classified.ts';
import { schemaExpectations } from './schema/schema-expectations.ts';
import { type DescriptiveTerms, descriptiveTerms } from './terms.ts';
import { type ColumnBuilder, columns } from './words/column.ts';
import { measuredMetric } from './words/measure.ts';
import { type Rows, rows } from './words/rows.ts';

/** What a contract says besides its expectations. */
export interface Terms<Schema extends z.ZodObject> extends DescriptiveTerms {
  /**
   * The rows. Every rule of it becomes an expectation: columns, types, nullability, limits, formats, refinements. A
   * `.catch()` in it is an error, at every depth: it takes what the rules refuse.
   */
  readonly schema: Schema;
  /**
   * `true`: a column that the schema does not name fails. `'ordered'`: and the columns come in the schema's order.
   * A `z.strictObject` means `true`.
   */
  readonly strict?: boolean | 'ordered';
  /** Pass on a dataset without rows. It fails otherwise. */
  readonly allowEmpty?: boolean;
  /** Let zod judge at most so many rows where SQL can't; the outcome says so. All rows unless given. */
  readonly sample?: number;
}

/** A data contract: a value without effect, to verify, to generate from, to export. */
export interface Contract<Schema extends z.ZodObject = z.ZodObject> {
  readonly kind: 'contract';
  readonly name: string;
  readonly terms: Terms<Schema>;
  /** What the schema says first, then what was declared, in order. */
  readonly expectations: readonly ExpectationNode[];
  readonly stack: string;
}

/** What the callback of `contract` gets. */
export interface Declaring<Schema extends z.ZodObject> {
  readonly rows: Rows<Schema['shape']>;
  readonly column: ColumnBuilder<Schema['shape']>;
}

/** Declare a contract that expects what its schema says, and nothing more. */
export function contract<Schema extends z.ZodObject>(
  name: string,
  terms: Terms<Schema>,
): Contract<Schema>;
/**
 * Declare a contract. Nothing is read and no test is registered: see `verify`.
 *
 * @throws {ContractError} where it can't be right as written: no name, no expectation, a measure without a bound, an
 * expectation that was built and is not in the list. So build only what is returned: a helper that gives several checks,
 * of which some are used, is refused for the others. Nor may two expectations have one id.
 *
 * @example
 * const flights = contract('flights', {
 *   schema: z.object({ origin: z.string().length(3), delay: z.int().nullable() }),
 * }, ({ rows, column }) => [
 *   rows.count().atLeast(1000),
 *   column('delay').nulls().atMost('2%'),
 * ]);
 */
export function contract<Schema extends z.ZodObject>(
  name: string,
  terms: Terms<Schema>,
  declare: (declaring: Declaring<Schema>) => readonly Declared[],
): Contract<Schema>;
// The two ways are written apart, since the compiler points at a single item of the list only where the function is
// not optional.
export function contract<Schema extends z.ZodObject>(
  name: string,
  terms: Terms<Schema>,
  declare: (declaring: Declaring<Schema>) => readonly Declared[] = () => [],
): Contract<Schema> {
  if (typeof name !== 'string' || name.trim() === '') {
    throw new ContractError(
      'CONTRACT_INVALID',
      "A contract needs a name: contract('flights', ...).",
    );
  }
  checkTerms(name, terms);
  checkClassifications(name, terms);
  const shape = Object.keys(terms.schema.shape);
  const declared = refuseLost(name, () =>
    listed(declare({ rows: rows(shape), column: columns(shape, everywhere) }), name),
  );
  if (shape.length + declared.length === 0) {
    throw new ContractError(
      'CONTRACT_EMPTY',
      `Contract '${name}' expects nothing: give its schema a column, or declare an expectation.`,
    );
  }
  const expectations = [...schemaExpectations(terms), ...declared];
  refuseEqualIds(name, expectations);
  const made: Contract<Schema> = Object.freeze({
    kind: 'contract',
    name,
    terms: Object.freeze({ ...terms }),
    expectations: Object.freeze(expectations),
    stack: new Error('declared here').stack ?? '',
  });
  tellMade(made);
  return made;
}

let tellMade: (contract: Contract) => void = () => {};

/** Calls `listener` with each contract that is made from then on, so that a run can miss those that nobody verifies. */
export function onContractMade(listener: (contract: Contract) => void): void {
  tellMade = listener;
}

const known: ReadonlySet<string> = new Set([
  ...(['schema', 'strict', 'allowEmpty', 'sample'] satisfies (keyof Terms<z.ZodObject>)[]),
  ...Object.keys(descriptiveTerms),
]);

function checkTerms(name: string, terms: Terms<z.ZodObject>): void {
  if (typeof terms !== 'object' || terms === null || terms.schema?._zod?.def?.type !== 'object') {
    throw new ContractError(
      'SCHEMA_INVALID',
      `Contract '${name}' needs the schema of its rows: { schema: z.object({ ... }) }, from zod 4.`,
    );
  }
  const typo = Object.keys(terms).find((key) => !known.has(key));
  if (typo !== undefined) {
    throw new ContractError(
      'CONTRACT_INVALID',
      `Contract '${name}' has a term '${typo}' that does not exist: the terms are ${[...known].join(', ')}.`,
    );
  }
  const { sample } = terms;
  if (sample !== undefined && !(Number.isInteger(sample) && sample > 0)) {
    throw new ContractError(
      'CONTRACT_INVALID',
      `Contract '${name}': sample is a number of rows, 1 or more, not ${sample}.`,
    );
  }
}

/** A word that nobody knows may be meant to mask. */
function checkClassifications(name: string, terms: Terms<z.ZodObject>): void {
  try {
    classifiedBy(terms);
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    throw new ContractError(error.code, `Contract '${name}': ${error.message}`);
  }
}

/** Checks that a contract's function returned a list of expectations, and unwraps them. */
function listed(declared: unknown, name: string): readonly ExpectationNode[] {
  if (Array.isArray(declared)) return declared.map((one, at) => unwrap(one, at, name));
  throw new ContractError(
    'CONTRACT_INVALID',
    `Contract '${name}': its function is to return a list: ({ rows }) => [rows.count().atLeast(1)].`,
  );
}

function unwrap(declared: unknown, at: number, name: string): ExpectationNode {
  const metric = measuredMetric(declared);
  if (metric) {
    throw new ContractError(
      'BOUND_MISSING',
      `Contract '${name}': ${metric.label} measures, but expects nothing yet: hold it to a bound, such as .atLeast(1).`,
    );
  }
  if (typeof declared === 'object' && declared !== null && 'node' in declared) {
    const node = declared.node as ExpectationNode;
    noteUsed(node);
    return node;
  }
  throw new ContractError(
    'CONTRACT_INVALID',
    `Contract '${name}': item ${at + 1} of its list is no expectation but ${declared === null ? 'null' : typeof declared}.`,
  );
}

import { everywhere } from '../metric/metric.ts';
import { printArgument } from '../metric/subject.ts';
import { ContractError } from '../value/contract-error.ts';
import { flag, isRecord, type OptionRule, type OptionRules } from '../value/option-rules.ts';
import { noteUsed, refuseLost } from './building.ts';
import type { Declared, ExpectationNode } from './expectation.ts';
import { refuseEqualIds } from './expectation-id.ts';
import { classifiedBy } from './schema/classified.ts';
import { comparableColumns } from './schema/comparable-columns.ts';
import { nestedFields } from './schema/nested-fields.ts';
import { rowColumnNames } from './schema/row-kinds.ts';
import type { FieldsOf, RowSchema } from './schema/row-schema.ts';
import { schemaExpectations } from './schema/schema-expectations.ts';
import { type DescriptiveTerms, descriptiveTerms } from './terms.ts';
import { type ColumnBuilder, columns } from './words/column.ts';
import { measuredMetric } from './words/measure.ts';
import { type Rows, rows } from './words/rows.ts';

/** The terms of a contract: its schema, its options and its description. */
export interface Terms<Schema extends RowSchema> extends DescriptiveTerms {
  /**
   * The schema of a row: an object, or objects that `z.discriminatedUnion`, `z.union`, `z.intersection` or `z.lazy`
   * combine, of which each row satisfies what the schema says. Each of its rules becomes an expectation: columns, types, nullability, limits, formats,
   * refinements. A `.catch()` anywhere in it is an error, since it accepts what the rules refuse.
   */
  readonly schema: Schema;
  /**
   * With `true`, a column that the schema does not name fails, and so does a key of an object within a column, save of
   * a `z.looseObject`. With `'ordered'`, the columns also have to be in the schema's order. A `z.strictObject` is strict
   * about its own columns or keys. By default others are allowed.
   */
  readonly strict?: boolean | 'ordered';
  /** Passes on a dataset without rows. By default it fails. */
  readonly allowEmpty?: boolean;
  /**
   * The greatest number of rows that zod judges where SQL can't; the outcome says so. By default all rows are judged.
   */
  readonly sample?: number;
}

/** A data contract. It is plain data: use it to check a dataset, to generate rows or to export it. */
export interface Contract<Schema extends RowSchema = RowSchema> {
  readonly kind: 'contract';
  readonly name: string;
  readonly terms: Terms<Schema>;
  /** The expectations of the schema first, then the declared ones, in order. */
  readonly expectations: readonly ExpectationNode[];
  readonly stack: string;
}

/** The argument of the callback of `contract`. */
export interface Declaring<Schema extends RowSchema> {
  readonly rows: Rows<FieldsOf<Schema>>;
  readonly column: ColumnBuilder<FieldsOf<Schema>>;
}

/** Declares a contract that expects what its schema says, and nothing more. */
export function contract<Schema extends RowSchema>(
  name: string,
  terms: Terms<Schema>,
): Contract<Schema>;
/**
 * Declares a contract. Nothing is read and no test is registered: see `verify`.
 *
 * @throws {ContractError} if the contract can't be right as written: it has no name or no expectation, a measure has no
 * bound, two expectations have the same id, or an expectation was made and is not in the list. So make only those that
 * you return: a helper that makes several, of which some are used, fails for the others.
 *
 * @example
 * const flights = contract('flights', {
 *   schema: z.object({ origin: z.string().length(3), delay: z.int().nullable() }),
 * }, ({ rows, column }) => [
 *   rows.count().atLeast(1000),
 *   column('delay').nulls().atMost('2%'),
 * ]);
 */
export function contract<Schema extends RowSchema>(
  name: string,
  terms: Terms<Schema>,
  declare: (declaring: Declaring<Schema>) => readonly Declared[],
): Contract<Schema>;
// The two ways are written apart, since the compiler points at a single item of the list only where the function is
// not optional.
export function contract<Schema extends RowSchema>(
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
  const shape = rowColumnNames(terms.schema);
  const fields = nestedFields(terms.schema);
  const names = [...shape, ...fields.map((field) => field.name)];
  const declared = refuseLost(name, () =>
    listed(
      declare({
        rows: rows(shape, everywhere, fields, () => comparableColumns(terms.schema)),
        column: columns(names, everywhere),
      }),
      name,
    ),
  );
  if (shape.length + declared.length === 0) {
    throw new ContractError(
      'CONTRACT_EMPTY',
      `Contract '${name}' expects nothing: give its schema a column, or declare an expectation.`,
    );
  }
  if (shape.length === 0 && declared.every(({ mode }) => mode === 'skip')) {
    throw new ContractError(
      'CONTRACT_EMPTY',
      `Contract '${name}' judges nothing: each of its expectations is skipped. Leave one in, or skip all of it by verify.skip(...).`,
    );
  }
  const expectations = Object.freeze([...schemaExpectations(terms), ...declared]);
  refuseEqualIds(name, expectations);
  const made: Contract<Schema> = Object.freeze({
    kind: 'contract',
    name,
    terms: Object.freeze({ ...terms }),
    expectations,
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
  ...(['schema', 'strict', 'allowEmpty', 'sample'] satisfies (keyof Terms<RowSchema>)[]),
  ...Object.keys(descriptiveTerms),
]);

/** The rule for a term that people read. */
const words: OptionRule = { accepts: (value) => typeof value === 'string', wanted: 'a text' };

function checkTerms(name: string, terms: Terms<RowSchema>): void {
  if (typeof terms !== 'object' || terms === null || !terms.schema?._zod?.def?.type) {
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
  for (const [term, { accepts, wanted }] of Object.entries(termRules)) {
    const value: unknown = Reflect.get(terms, term);
    if (value === undefined || accepts(value)) continue;
    throw new ContractError(
      'CONTRACT_INVALID',
      `Contract '${name}': ${term} is ${wanted}, not ${printArgument(value)}.`,
    );
  }
}

/**
 * The values of each term but the schema and the classification. `'false'` from an environment is no boolean: taken for
 * one, `allowEmpty` would pass an empty dataset.
 */
const termRules: OptionRules<Omit<Terms<RowSchema>, 'schema' | 'classification'>> = {
  strict: {
    accepts: (value) => typeof value === 'boolean' || value === 'ordered',
    wanted: "true, false or 'ordered'",
  },
  allowEmpty: flag,
  sample: {
    accepts: (value) => Number.isInteger(value) && Number(value) > 0,
    wanted: 'a number of rows, 1 or more',
  },
  owner: words,
  description: words,
  version: words,
  links: {
    accepts: (value) => isRecord(value) && Object.values(value).every(words.accepts),
    wanted: 'an object of pages by their name',
  },
};

/** A word that nobody knows may be meant to mask. Nor is a schema that is none of rows. */
function checkClassifications(name: string, terms: Terms<RowSchema>): void {
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

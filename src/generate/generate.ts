import { randomInt } from 'node:crypto';
import type { Contract } from '../contract/contract.ts';
import type { RowOf, RowSchema } from '../contract/schema/row-schema.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { rowAt } from './bulk/row-at.ts';
import type { OpenTable } from './bulk/tables.ts';
import { checkGenerateOptions, rowsOfEach } from './generate-options.ts';
import { prepare } from './prepare.ts';
import type { Row } from './row-domain.ts';

/** Options of {@link generate}. */
export interface GenerateOptions {
  /** The number of rows; for several contracts, a number for all of them or one for each name. */
  readonly rows: number;
  /** A whole number from 0 to 2^32 - 1: the same seed makes the same rows. Without it a seed is drawn. */
  readonly seed?: number;
  /** A dataset whose distributions the columns follow, one by one. Rows and rare, masked or personal values are not copied. */
  readonly like?: Dataset;
  /** The language of values that faker makes, `'de'`; `'en'` unless given. */
  readonly locale?: string;
  /**
   * The clock that conditions on the time of the run are read by, such as `.before(now())`. It is the present time unless
   * given: for such a contract the same seed makes the same rows only with the same `now`.
   */
  readonly now?: Date;
  /** Columns whose values are those of a key: `{ 'employees.boss': 'employees.id' }`. */
  readonly foreignKeys?: Readonly<Record<string, string>>;
}

/** Options of {@link generate} for several contracts. */
export interface GenerateTablesOptions<Name extends string>
  extends Omit<GenerateOptions, 'rows' | 'foreignKeys'> {
  /** The number of rows of each contract, or one for all. */
  readonly rows: number | Readonly<Record<Name, number>>;
  /** Columns whose values are those of a key of another contract: `{ 'orders.customer': 'customers.id' }`. */
  readonly foreignKeys?: Readonly<Partial<Record<`${Name}.${string}`, `${Name}.${string}`>>>;
}

type RowsOf<Of extends Contract> = readonly RowOf<Of['terms']['schema']>[];

/**
 * Generates rows that keep a contract: all rules of its schema, and all conditions that single rows can keep, with keys
 * that are unique and comparisons that hold. What is said of all rows together, such as a mean or a drift, is not. The
 * same seed makes the same rows, on every machine and any day (see `now`); more rows begin with the same ones, unless a range of keys is so
 * narrow that their number decides where they lie. NULL stands in about 7% of the places that may lack a value; NaN
 * and infinities are not made.
 *
 * @throws {GenerateError} `CONTRADICTION` for rules that exclude each other, `NOT_GENERATED` for a rule that refuses all
 * that is drawn, `OPTION_INVALID` for an option that can't be as it is.
 *
 * @example
 * const rows = await generate(orders, { rows: 1000, seed: 1 });
 * const { customers, orders } = await generate({ customers, orders }, {
 *   rows: { customers: 100, orders: 1000 },
 *   foreignKeys: { 'orders.customer': 'customers.id' },
 * });
 */
export function generate<Schema extends RowSchema>(
  contract: Contract<Schema>,
  options: GenerateOptions,
): Promise<readonly RowOf<Schema>[]>;
export function generate<Contracts extends Readonly<Record<string, Contract>>>(
  contracts: Contracts,
  options: GenerateTablesOptions<keyof Contracts & string>,
): Promise<{ readonly [Name in keyof Contracts]: RowsOf<Contracts[Name]> }>;
export async function generate(
  given: Contract | Readonly<Record<string, Contract>>,
  options: GenerateOptions | GenerateTablesOptions<string>,
): Promise<unknown> {
  const checked = checkGenerateOptions(options);
  const isOne = isContract(given);
  const contracts = new Map(isOne ? [[given.name, given]] : Object.entries(given));
  const tables = await prepare(contracts, {
    ...checked,
    seed: checked.seed ?? randomInt(2 ** 32),
    rows: rowsOfEach(checked.rows, [...contracts.keys()]),
  });
  const made = Object.fromEntries(tables.map((table) => [table.name, rowsOf(table)]));
  return isOne ? made[given.name] : made;
}

const isContract = (given: object): given is Contract =>
  'kind' in given && given.kind === 'contract';

function rowsOf({ domain, blocks }: OpenTable): readonly Row[] {
  const rows: Row[] = [];
  for (const { count, values } of blocks())
    for (let at = 0; at < count; at += 1) rows.push(rowAt(domain.columns, values, at));
  return rows;
}

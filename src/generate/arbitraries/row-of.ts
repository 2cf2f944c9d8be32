import type fc from 'fast-check';
import type { Contract } from '../../contract/contract.ts';
import type { RowOf, RowSchema } from '../../contract/schema/row-schema.ts';
import { rowDomainOf } from '../row-domain-of.ts';
import type { Tally } from './rejections.ts';
import { withTallies } from './rejections-of.ts';
import type { RowCount } from './rows/draw-rows.ts';
import { RowsArbitrary } from './rows/rows-arbitrary.ts';
import { tableOf } from './rows/table.ts';
import {
  checked,
  countOf,
  type RowOfOptions,
  type RowsOfOptions,
  rowRules,
  rowsRules,
} from './rows-options.ts';

/** The rows of a contract, as its zod schema takes them. */
export type RowsOf<Schema extends RowSchema> = RowOf<Schema>[];

/**
 * Returns an arbitrary of fast-check whose values are rows of a contract, as its schema takes them (`z.input`): they keep
 * all its rules but those of several rows and those in SQL. Values at the edges of the rules come up often, and a
 * counter-example shrinks to the simplest row.
 *
 * @throws {GenerateError} `CONTRADICTION` if rules exclude each other, `NOT_GENERATED` for a column that no value is found
 * for, `FAKER_INVALID` or `FAKER_MISSING` for `.meta({ faker })`, `OPTION_INVALID` for an unknown option.
 *
 * @example
 * const orders = contract('orders', { schema: z.object({ id: z.int(), paid: z.boolean() }) });
 * fc.assert(fc.property(rowOf(orders), (row) => Number.isSafeInteger(row.id)));
 */
export function rowOf<Schema extends RowSchema>(
  contract: Contract<Schema>,
  options: RowOfOptions = {},
): fc.Arbitrary<RowOf<Schema>> {
  const { arbitrary, tallies } = rowsWith(contract, checked('rowOf()', options, rowRules), {
    least: 1,
    most: 1,
  });
  // There is one row.
  return withTallies(
    arbitrary.map(([row]) => row as RowOf<Schema>),
    tallies,
  );
}

/**
 * Returns an arbitrary of fast-check whose values are lists of rows of a contract. Unlike those of `rowOf`, they also keep
 * unique columns and keys, and columns that increase. They shrink to fewer rows, and then to simpler values.
 *
 * @throws {GenerateError} as {@link rowOf} does. Drawing throws `NOT_GENERATED` if keys run out below the least number.
 *
 * @example
 * const orders = contract('orders', { schema: z.object({ id: z.int() }) }, ({ column }) => [column('id').unique()]);
 * fc.assert(
 *   fc.property(rowsOf(orders, { rows: { max: 5 } }), (rows) => new Set(rows.map(({ id }) => id)).size === rows.length),
 * );
 */
export function rowsOf<Schema extends RowSchema>(
  contract: Contract<Schema>,
  options: RowsOfOptions = {},
): fc.Arbitrary<RowsOf<Schema>> {
  const given = checked('rowsOf()', options, rowsRules);
  const { arbitrary, tallies } = rowsWith(contract, given, countOf(contract, given));
  return withTallies(arbitrary, tallies);
}

function rowsWith<Schema extends RowSchema>(
  contract: Contract<Schema>,
  { now, locale = 'en' }: RowOfOptions,
  count: RowCount,
) {
  const tallies: Tally[] = [];
  const domain = rowDomainOf(contract, now ? { now } : {});
  const table = tableOf(domain, { contract: contract.name, locale, tallies }, []);
  const arbitrary: fc.Arbitrary<unknown> = new RowsArbitrary(table, count);
  // The domain is that of the schema's input.
  return { arbitrary: arbitrary as fc.Arbitrary<RowsOf<Schema>>, tallies };
}

import type fc from 'fast-check';
import type { Contract } from '../../contract/contract.ts';
import type { RowOf } from '../../contract/schema/row-schema.ts';
import type { OptionRules } from '../../value/option-rules.ts';
import { type ForeignKey, type ForeignKeys, foreignKeysOf, inOrder } from '../foreign-keys.ts';
import type { RowDomain } from '../row-domain.ts';
import { rowDomainOf } from '../row-domain-of.ts';
import type { Tally } from './rejections.ts';
import { withTallies } from './rejections-of.ts';
import { DatasetArbitrary, type LinkedTable } from './rows/dataset-arbitrary.ts';
import { tableOf } from './rows/table.ts';
import { checked, countOf, type RowsOfOptions, rowsRules } from './rows-options.ts';

/** Contracts by the names of their tables. */
type Contracts = Readonly<Record<string, Contract>>;

/** Options of {@link datasetsOf}. */
export interface DatasetsOptions<Tables extends Contracts> extends RowsOfOptions {
  /** Columns whose values are those of a column of another table: `{ 'orders.customer_id': 'customers.id' }`. */
  readonly foreignKeys?: ForeignKeys<Tables>;
}

/** The rows of each table, as its zod schema takes them. */
export type DatasetsOf<Tables extends Contracts> = {
  [Table in keyof Tables]: Tables[Table] extends Contract<infer Schema> ? RowOf<Schema>[] : never;
};

const rules: OptionRules<DatasetsOptions<Contracts>> = {
  ...rowsRules,
  foreignKeys: {
    accepts: (value) =>
      typeof value === 'object' &&
      value !== null &&
      Object.values(value).every((key) => typeof key === 'string'),
    wanted: "columns and keys, such as { 'orders.customer_id': 'customers.id' }",
  },
};

/**
 * Returns an arbitrary of fast-check whose values are the rows of several contracts, by the names of their tables. Each
 * value of a foreign key is that of a row of the other table, and stays so while a counter-example shrinks.
 *
 * @throws {GenerateError} as `rowsOf` does, and `OPTION_INVALID` for a foreign key that names no column, or tables that
 * name each other in a circle.
 *
 * @example
 * const customers = contract('customers', { schema: z.object({ id: z.int() }) }, ({ column }) => [column('id').unique()]);
 * const orders = contract('orders', { schema: z.object({ id: z.int(), customer: z.int() }) });
 * const shops = datasetsOf({ customers, orders }, { foreignKeys: { 'orders.customer': 'customers.id' } });
 * fc.assert(
 *   fc.property(shops, (shop) => shop.orders.every((order) => shop.customers.some(({ id }) => id === order.customer))),
 * );
 */
export function datasetsOf<const Tables extends Contracts>(
  contracts: Tables,
  options: DatasetsOptions<Tables> = {},
): fc.Arbitrary<DatasetsOf<Tables>> {
  const given: DatasetsOptions<Contracts> = checked('datasetsOf()', options, rules);
  const { now, locale = 'en', foreignKeys = {} } = given;
  const domains = new Map<string, RowDomain>(
    Object.entries(contracts).map(([name, one]) => [name, rowDomainOf(one, now ? { now } : {})]),
  );
  const keys = foreignKeysOf(foreignKeys, domains);
  const tallies: Tally[] = [];
  const tables = inOrder([...domains.keys()], keys).flatMap((name) =>
    linkedTable(name, { domains, keys, locale, tallies, given }),
  );
  const arbitrary: fc.Arbitrary<unknown> = new DatasetArbitrary(tables);
  return withTallies(arbitrary as fc.Arbitrary<DatasetsOf<Tables>>, tallies);
}

interface Shared {
  readonly domains: ReadonlyMap<string, RowDomain>;
  readonly keys: readonly ForeignKey[];
  readonly locale: string;
  readonly tallies: Tally[];
  readonly given: RowsOfOptions;
}

function linkedTable(
  name: string,
  { domains, keys, locale, tallies, given }: Shared,
): readonly LinkedTable[] {
  const domain = domains.get(name);
  if (domain === undefined) return [];
  const own = keys.filter(({ table }) => table === name);
  const linked = own.map(({ column }) => column);
  const { least, most } = countOf(domain.contract, given);
  // Without a row to name, a row with a foreign key could not be.
  const isNamed = keys.some(({ keyTable }) => keyTable === name);
  return [
    {
      name,
      table: tableOf(domain, { contract: domain.contract.name, locale, tallies }, linked),
      count: isNamed ? { least: Math.max(1, least), most: Math.max(1, most) } : { least, most },
      keys: own.map(({ column, keyTable, keyColumn }) => ({
        at: placeOf(domains.get(name), column),
        table: keyTable,
        column: placeOf(domains.get(keyTable), keyColumn),
      })),
    },
  ];
}

const placeOf = (domain: RowDomain | undefined, column: string): number =>
  domain?.columns.findIndex(({ name }) => name === column) ?? -1;

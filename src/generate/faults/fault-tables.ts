import type { Contract } from '../../contract/contract.ts';
import { foreignKeysOf } from '../foreign-keys.ts';
import { type RowDomainOptions, rowDomainOf } from '../row-domain-of.ts';
import type { FaultTables } from './fit-faults.ts';

/** Options of {@link faultTables}. */
export interface FaultTablesOptions extends RowDomainOptions {
  readonly foreignKeys?: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads the contracts of tables for the faults that are to be made in their rows.
 *
 * @throws {GenerateError} for a contract that no row can keep, and for a foreign key that names no column.
 */
export function faultTables(
  contracts: Readonly<Record<string, Contract>>,
  { foreignKeys = {}, ...options }: FaultTablesOptions = {},
): FaultTables {
  const domains = Object.fromEntries(
    Object.entries(contracts).map(([table, one]) => [table, rowDomainOf(one, options)]),
  );
  return { domains, foreignKeys: foreignKeysOf(foreignKeys, new Map(Object.entries(domains))) };
}

import type { ForeignKey } from '../foreign-keys.ts';
import { GenerateError } from '../generate-error.ts';
import type { RowDomain } from '../row-domain.ts';
import type { CellChange, Fault, FaultColumn, RowChange } from './fault.ts';
import { faultColumnsOf } from './fault-columns.ts';
import type { ChosenFaults } from './fault-selection.ts';

/** A place where a fault can be made, and how. */
export type FaultPlace =
  | {
      readonly kind: 'cell';
      readonly table: string;
      readonly column: string;
      readonly change: CellChange;
    }
  | { readonly kind: 'row'; readonly table: string; readonly change: RowChange };

/** A fault with all places that it fits, of which there is at least one. */
export interface FittedFault {
  readonly fault: Fault;
  readonly rate: number | null;
  readonly places: readonly FaultPlace[];
}

/** Tables by their names, as faults are made in them. */
export interface FaultTables {
  readonly domains: Readonly<Record<string, RowDomain>>;
  readonly foreignKeys: readonly ForeignKey[];
}

/**
 * Finds the places that the chosen faults fit.
 *
 * @throws {GenerateError} `FAULT_INVALID` for a fault that was chosen by name and fits no column.
 */
export function fitFaults(chosen: ChosenFaults, tables: FaultTables): readonly FittedFault[] {
  const columns = Object.entries(tables.domains).map(([table, domain]) => {
    const keys = tables.foreignKeys.filter((one) => one.table === table);
    const names = new Set(keys.map(({ column }) => column));
    return { table, columns: faultColumnsOf(domain, names) };
  });
  const fitted = chosen.faults.map(({ fault, rate }) => ({
    fault,
    rate,
    places: columns.flatMap((one) => placesOf(fault, one)),
  }));
  const useless = chosen.isNamed ? fitted.find(({ places }) => places.length === 0) : undefined;
  if (useless) throw new GenerateError('FAULT_INVALID', fitsNothing(useless.fault, tables));
  const fitting = fitted.filter(({ places }) => places.length > 0);
  if (chosen.rate === null) return fitting;
  const rate = chosen.rate / fitting.length;
  return fitting.map((one) => ({ ...one, rate }));
}

function placesOf(
  fault: Fault,
  { table, columns }: { readonly table: string; readonly columns: readonly FaultColumn[] },
): readonly FaultPlace[] {
  const cells = columns.flatMap((column) =>
    (fault.changes?.(column) ?? []).map((change): FaultPlace => {
      return { kind: 'cell', table, column: column.name, change };
    }),
  );
  const rows = (fault.rows ?? []).map((change): FaultPlace => ({ kind: 'row', table, change }));
  return [...cells, ...rows];
}

function fitsNothing({ name, description }: Fault, { domains }: FaultTables): string {
  const contracts = Object.values(domains).map(({ contract }) => `'${contract.name}'`);
  return `The fault '${name}' (${description}) fits no column of ${contracts.join(', ')}: leave it out.`;
}

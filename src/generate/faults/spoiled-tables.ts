import type { ForeignKey } from '../foreign-keys.ts';
import type { Row } from '../row-domain.ts';
import type { MadeFault } from './fault.ts';
import type { FaultTables } from './fit-faults.ts';
import type { TableDraft } from './table-draft.ts';

/** A fault that was made in one of several tables. */
export interface MadeTableFault extends MadeFault {
  readonly table: string;
}

/** Tables with faults in them, and all faults that are in them. */
export interface SpoiledTables {
  readonly tables: Readonly<Record<string, readonly Row[]>>;
  readonly made: readonly MadeTableFault[];
}

/** Returns the tables of drafts. A foreign key is claimed to be broken where the other table has no such key in the end. */
export function spoiledTables(
  drafts: ReadonlyMap<string, TableDraft>,
  { foreignKeys }: Pick<FaultTables, 'foreignKeys'>,
): SpoiledTables {
  const finished = [...drafts].map(([table, draft]) => ({ table, ...draft.finish() }));
  const tables = Object.fromEntries(finished.map(({ table, rows }) => [table, rows]));
  const keys = new Map<ForeignKey, ReadonlySet<unknown>>();
  const keysOf = (reference: ForeignKey) => {
    const known = keys.get(reference) ?? keyValues(reference, tables);
    keys.set(reference, known);
    return known;
  };
  const isOrphan = ({ table, row, column }: MadeTableFault) =>
    foreignKeys
      .filter((one) => one.table === table && one.column === column)
      .some((one) => !keysOf(one).has(comparable(tables[table]?.[row]?.[one.column])));
  const made = finished
    .flatMap(({ table, made: own }) => own.map((one): MadeTableFault => ({ ...one, table })))
    .map((one) =>
      one.violates.includes('foreignKey') && !isOrphan(one)
        ? { ...one, violates: one.violates.filter((kind) => kind !== 'foreignKey') }
        : one,
    );
  return { tables, made };
}

const keyValues = ({ keyTable, keyColumn }: ForeignKey, tables: SpoiledTables['tables']) =>
  new Set(tables[keyTable]?.map((row) => comparable(row[keyColumn])));

/** Numbers of both types, and dates, are equal by what they say. */
const comparable = (value: unknown): unknown =>
  value instanceof Date || typeof value === 'bigint' || typeof value === 'number'
    ? `${value instanceof Date ? value.getTime() : Object.is(value, -0) ? 0 : value}`
    : value;

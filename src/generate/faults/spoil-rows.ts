import { counted } from '../../outcome/printable-text.ts';
import { GenerateError } from '../generate-error.ts';
import type { Row } from '../row-domain.ts';
import { type FaultSelection, faultSelection } from './fault-selection.ts';
import { type FaultTables, type FittedFault, fitFaults } from './fit-faults.ts';
import { makeFault } from './make-fault.ts';
import { type SpoiledTables, spoiledTables } from './spoiled-tables.ts';
import { type TableDraft, tableDraft } from './table-draft.ts';

/** The share of the rows that a fault without a rate is made in. */
const usualRate = 0.01;

/**
 * Makes faults in the rows of tables, each in the share of the rows that its rate says (at least one row, 1% by default),
 * and returns the rows with every fault that is in them. `random(below)` returns a whole number from 0 up to that one,
 * which is left out: the same numbers make the same faults.
 *
 * @throws {GenerateError} `FAULT_INVALID` for a selection that can't be, or a fault that fits no column or changes no value.
 */
export function spoilTables(
  rows: Readonly<Record<string, readonly Row[]>>,
  tables: FaultTables,
  selection: FaultSelection,
  random: (below: number) => number,
): SpoiledTables {
  const chosen = faultSelection(selection);
  const drafts = new Map(
    Object.entries(tables.domains).map(([name, domain]) => [
      name,
      tableDraft(domain, rows[name] ?? []),
    ]),
  );
  for (const fitted of fitFaults(chosen, tables)) {
    const made = [...drafts].map(([table, draft]) => spoil(table, draft, fitted, random));
    if (chosen.isNamed && rowsIn(drafts) > 0 && !made.some((one) => one > 0))
      throw new GenerateError('FAULT_INVALID', changesNothing(fitted, rowsIn(drafts)));
  }
  return spoiledTables(drafts, tables);
}

/** Makes a fault in the rows of a table, and returns how often. */
function spoil(
  table: string,
  draft: TableDraft,
  { fault, rate, places }: FittedFault,
  random: (below: number) => number,
): number {
  const open = places.filter((one) => one.table === table);
  const wanted = draft.count && Math.max(1, Math.round((rate ?? usualRate) * draft.count));
  let made = 0;
  while (made < wanted && open.length > 0) {
    const at = random(open.length);
    const place = open[at];
    if (place === undefined) break;
    const spot = { row: random(draft.count), choice: random(draft.count) };
    if (makeFault(draft, fault.name, place, spot)) made += 1;
    else open.splice(at, 1);
  }
  return made;
}

const rowsIn = (drafts: ReadonlyMap<string, TableDraft>) =>
  [...drafts.values()].reduce((sum, { count }) => sum + count, 0);

const changesNothing = ({ fault: { name, description } }: FittedFault, count: number) =>
  `The fault '${name}' (${description}) changes no value of ${counted(count, 'row')}: leave it out, or generate more rows.`;

import fc from 'fast-check';
import type { Row } from '../row-domain.ts';
import { type FaultSelection, faultSelection } from './fault-selection.ts';
import { type FaultTables, type FittedFault, fitFaults } from './fit-faults.ts';
import { makeFault } from './make-fault.ts';
import { type SpoiledTables, spoiledTables } from './spoiled-tables.ts';
import { type TableDraft, tableDraft } from './table-draft.ts';

/** Rows of several tables, by name. */
export type Tables = Readonly<Record<string, readonly Row[]>>;

/** The most faults in one dataset, where no rate says more. */
const mostFaults = 3;

/** The most faults in one dataset by rates. */
const mostByRate = 20;

/** A fault, where it is made, in which row, and a number for what is left to choose. */
type Draw = readonly [share: number, place: number, row: number, choice: number];

const shares = 10_000;
const any = fc.nat({ max: 0xffff });
const draw: fc.Arbitrary<Draw> = fc.tuple(fc.nat({ max: shares - 1 }), any, any, any);

/** Receives each fault that was drawn; `isMade` is false where no value could be changed. */
export type OnFault = (fault: string, isMade: boolean) => void;

/**
 * Returns an arbitrary of datasets with a few faults in each: none to three, or as many as their rates make of the rows,
 * at least one. Rates also weigh the faults against each other. It shrinks to fewer faults, then to the first places and
 * rows that fit, and only then to fewer and simpler rows; a fault stays in its row meanwhile.
 *
 * @throws {GenerateError} `FAULT_INVALID` for a selection that can't be, or a fault that fits no column.
 */
export function faultyDatasetOf(
  datasets: fc.Arbitrary<Tables>,
  tables: FaultTables,
  selection: FaultSelection,
  onFault: OnFault = () => undefined,
): fc.Arbitrary<SpoiledTables> {
  const fitted = fitFaults(faultSelection(selection), tables);
  if (fitted.length === 0) return datasets.map((rows) => ({ tables: rows, made: [] }));
  const rate = fitted.reduce((sum, one) => sum + (one.rate ?? 0), 0);
  const draws = fc.array(draw, { maxLength: rate > 0 ? mostByRate : mostFaults, size: 'max' });
  // The faults come first, so that they shrink first.
  return fc.tuple(draws, datasets).map(([drawn, rows]) => {
    const count = Object.values(rows).reduce((sum, all) => sum + all.length, 0);
    const most = rate > 0 ? Math.max(1, Math.ceil(rate * count)) : mostFaults;
    return spoil(rows, { tables, fitted, onFault }, drawn.slice(0, most));
  });
}

interface Spoiling {
  readonly tables: FaultTables;
  readonly fitted: readonly FittedFault[];
  readonly onFault: OnFault;
}

function spoil(
  rows: Tables,
  { tables: { domains, foreignKeys }, fitted, onFault }: Spoiling,
  drawn: readonly Draw[],
): SpoiledTables {
  const drafts = new Map<string, TableDraft>(
    Object.entries(domains).map(([name, domain]) => [name, tableDraft(domain, rows[name] ?? [])]),
  );
  for (const [share, place, row, choice] of drawn) {
    const { fault, places } = picked(fitted, share / shares);
    // Where the place has no value that changes, the next one may.
    const isMade = places.some((_, step) => {
      const at = places[(place + step) % places.length];
      const draft = drafts.get(at?.table ?? '');
      return at && draft ? makeFault(draft, fault.name, at, { row, choice }) : false;
    });
    onFault(fault.name, isMade);
  }
  return spoiledTables(drafts, { foreignKeys });
}

/** The fault at a share of all weights; without a rate, the weight of a fault is 1%. */
function picked(fitted: readonly FittedFault[], share: number): FittedFault {
  const weight = ({ rate }: FittedFault) => rate ?? 0.01;
  let left = share * fitted.reduce((sum, one) => sum + weight(one), 0);
  const found = fitted.find((one) => {
    left -= weight(one);
    return left < 0;
  });
  return found ?? (fitted.at(-1) as FittedFault);
}

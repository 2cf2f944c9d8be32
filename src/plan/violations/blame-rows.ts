import { Declined, EngineError, type EngineValue, type Session } from '../../engine/engine.ts';
import { type Masks, sampleOf } from '../disclosure/masking.ts';
import {
  type Blame,
  blameWithoutRows,
  firstRows,
  type Miss,
  shownColumns,
  shownRows,
  violatingRows,
  violatingSql,
} from './samples.ts';

/** Above this share of the rows, the first ten are found soonest by a query of their own, which then ends. */
const common = 0.01;

interface Rare {
  readonly miss: Miss;
  readonly where: string;
  readonly columns: readonly string[];
}

/**
 * What violates the expectations that were missed: for those of which few rows do, one scan that finds the first ten
 * rows of each, and counts them. A count that differs from what was measured says that the data changed meanwhile.
 */
export async function blameAll(
  misses: readonly Miss[],
  session: Session,
  masks: Masks,
  rows: number,
): Promise<ReadonlyMap<Miss, Blame>> {
  const found = new Map<Miss, Blame>();
  const rare: Rare[] = [];
  for (const miss of misses) {
    const where = violatingSql(miss, session);
    if (where === null) found.set(miss, await blameWithoutRows(miss, session, masks));
    else if (miss.violations === null || miss.violations > common * rows)
      found.set(miss, await firstRows(miss, where, session, masks));
    else rare.push({ miss, where, columns: shownColumns(miss.node, session) });
  }
  for (const [miss, blame] of await rareRows(rare, session, masks)) found.set(miss, blame);
  return found;
}

async function rareRows(
  rare: readonly Rare[],
  session: Session,
  masks: Masks,
): Promise<ReadonlyMap<Miss, Blame>> {
  try {
    if (rare.length > 1) return await oneScan(rare, session, masks);
  } catch (error) {
    // One of them can't be asked for beside the others: each is, alone.
    if (!(error instanceof EngineError || error instanceof Declined)) throw error;
  }
  const alone = new Map<Miss, Blame>();
  for (const { miss, where } of rare) alone.set(miss, await firstRows(miss, where, session, masks));
  return alone;
}

async function oneScan(
  rare: readonly Rare[],
  session: Session,
  masks: Masks,
): Promise<ReadonlyMap<Miss, Blame>> {
  const names = [...new Set(rare.flatMap(({ columns }) => columns))];
  const sql = session.dialect.firstRowsOfEach(
    rare.map(({ where }) => where),
    shownRows(names, session, masks),
    session,
  );
  const [row] = await session.query(sql);
  return new Map(
    rare.map(({ miss, where, columns }, at) => {
      const sample = packedSample(row?.[`s${at}`] ?? null, columns, names, masks);
      const counted = Number(row?.[`n${at}`] ?? 0);
      const notes = counted === miss.violations ? [] : [changed(counted)];
      return [miss, { sample, sql: violatingRows(where, session), notes }];
    }),
  );
}

const changed = (counted: number) =>
  `a second look counts ${counted}: the data changed while it was measured`;

function packedSample(
  list: EngineValue,
  columns: readonly string[],
  names: readonly string[],
  masks: Masks,
) {
  const rows = (Array.isArray(list) ? list : []) as readonly (readonly (string | null)[])[];
  const shown = rows.map((row) => columns.map((name) => row[names.indexOf(name)] ?? null));
  return sampleOf(columns, shown, masks.columns);
}

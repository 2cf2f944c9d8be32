import { Declined, EngineError, type EngineValue, type Session } from '../../engine/engine.ts';
import {
  blameWithoutRows,
  firstRows,
  shownColumns,
  violatingRows,
  violatingSql,
} from './found-rows.ts';
import type { Blame, CellsOf, FoundRows, Miss } from './miss.ts';
import { violatingValues } from './violating-values.ts';

/** The share of violating rows above which a query that ends at the tenth finds them soonest. */
const common = 0.01;

/** The most expectations whose violating values are counted, each by a query of its own. */
const mostGrouped = 50;

interface Rare {
  readonly miss: Miss;
  readonly where: string;
  readonly columns: readonly string[];
}

/**
 * Finds rows that violate the missed expectations. For those with few violations, a single scan finds the first ten
 * rows of each and counts them. If that count differs from the measured one, the data has changed meanwhile.
 */
export async function blameAll(
  misses: readonly Miss[],
  session: Session,
  cellsOf: CellsOf,
  rows: number,
): Promise<ReadonlyMap<Miss, Blame>> {
  const found = new Map<Miss, Blame>();
  const rare: Rare[] = [];
  const wheres = misses.map((miss) => [miss, violatingSql(miss, session)] as const);
  for (const [miss, where] of wheres) {
    if (where === null) found.set(miss, await blameWithoutRows(miss, session));
    else if (miss.violations === null || miss.violations > common * rows)
      found.set(miss, await firstRows(miss, where, session, cellsOf));
    else rare.push({ miss, where, columns: shownColumns(miss.node, session) });
  }
  for (const [miss, blame] of await rareRows(rare, session, cellsOf)) found.set(miss, blame);
  for (const [miss, where] of wheres.slice(0, mostGrouped)) {
    const blame = found.get(miss);
    if (where === null || !blame?.found) continue;
    const values = await violatingValues(miss, { found: blame.found, where }, session, cellsOf);
    if (values !== null) found.set(miss, { ...blame, values });
  }
  return found;
}

async function rareRows(
  rare: readonly Rare[],
  session: Session,
  cellsOf: CellsOf,
): Promise<ReadonlyMap<Miss, Blame>> {
  try {
    if (rare.length > 1) return await oneScan(rare, session, cellsOf);
  } catch (error) {
    // One of them can't be asked for beside the others: each is, alone.
    if (!(error instanceof EngineError || error instanceof Declined)) throw error;
  }
  const alone = new Map<Miss, Blame>();
  for (const { miss, where } of rare)
    alone.set(miss, await firstRows(miss, where, session, cellsOf));
  return alone;
}

async function oneScan(
  rare: readonly Rare[],
  session: Session,
  cellsOf: CellsOf,
): Promise<ReadonlyMap<Miss, Blame>> {
  const names = [...new Set(rare.flatMap(({ columns }) => columns))];
  const sql = session.dialect.firstRowsOfEach(
    rare.map(({ where }) => where),
    cellsOf(names),
    session,
  );
  const [row] = await session.query(sql);
  return new Map(
    rare.map(({ miss, where, columns }, at): [Miss, Blame] => {
      const found = packedRows(row?.[`s${at}`] ?? null, columns, names);
      const counted = Number(row?.[`n${at}`] ?? 0);
      const recounted = counted === miss.violations ? null : counted;
      return [miss, { found, sql: violatingRows(where, session), recounted }];
    }),
  );
}

function packedRows(
  list: EngineValue,
  columns: readonly string[],
  names: readonly string[],
): FoundRows {
  const rows = (Array.isArray(list) ? list : []) as readonly (readonly (string | null)[])[];
  return {
    kind: 'masked',
    columns,
    rows: rows.map((row) => columns.map((name) => row[names.indexOf(name)] ?? null)),
  };
}

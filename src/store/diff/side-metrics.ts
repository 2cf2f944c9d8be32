import { identifier } from '../../dataset/sql/quote.ts';
import type { ColumnDescription, EngineRow, Session } from '../../engine/engine.ts';
import type { Family } from '../../metric/expression.ts';
import type { Masks } from '../../plan/disclosure/masking.ts';
import { shownValue } from '../../plan/disclosure/shown-value.ts';
import { countValue } from './count-value.ts';
import type { SideMetrics } from './diff.ts';
import type { OpenSide } from './open-both.ts';

/** The rows of a side, and the numbers of its columns by their names. */
export interface MeasuredSide {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, SideMetrics>;
}

/** Measures the columns of a dataset, each query over as many of them as the engine plans well. */
export async function sideMetrics(
  { relation, columns }: OpenSide,
  session: Session,
  masks: Masks,
  countsDistinct: boolean,
): Promise<MeasuredSide> {
  const measured = new Map<string, SideMetrics>();
  const atOnce = Math.floor(session.capabilities.selectItems / 5);
  let rows = 0;
  for (let from = 0; from === 0 || from < columns.length; from += atOnce) {
    const some = columns.slice(from, from + atOnce);
    const items = some.flatMap((column, at) => itemsOf(column, at, countsDistinct));
    const [row] = await session.query(
      `select ${['count(*) as n', ...items].join(', ')} from ${relation}`,
    );
    rows = countValue(row, 'n');
    for (const [at, { name }] of some.entries())
      measured.set(name, metricsOf(row ?? {}, at, name, rows, masks));
  }
  return { rows, columns: measured };
}

const ordered: readonly Family[] = ['integer', 'float', 'decimal', 'date', 'timestamp'];
const added: readonly Family[] = ['integer', 'float', 'decimal'];

function itemsOf(
  { name, family }: ColumnDescription,
  at: number,
  countsDistinct: boolean,
): readonly string[] {
  const sql = identifier(name);
  return [
    `count(${sql}) as n${at}`,
    ...(countsDistinct ? [`approx_count_distinct(${sql}) as distinct${at}`] : []),
    ...(ordered.includes(family) ? [`min(${sql}) as min${at}`, `max(${sql}) as max${at}`] : []),
    ...(added.includes(family) ? [`avg(${sql}) as mean${at}`] : []),
  ];
}

function metricsOf(
  row: EngineRow,
  at: number,
  name: string,
  rows: number,
  masks: Masks,
): SideMetrics {
  const shown = (item: string) => shownValue(row[`${item}${at}`] ?? null, name, masks);
  return {
    nulls: rows - countValue(row, `n${at}`),
    distinctApproximately: `distinct${at}` in row ? countValue(row, `distinct${at}`) : null,
    min: shown('min'),
    max: shown('max'),
    mean: shown('mean'),
  };
}

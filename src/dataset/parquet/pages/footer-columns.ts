import { compareNumeric, type Numeric } from '../../../value/numeric.ts';
import type { FooterColumn } from '../../dataset.ts';
import { boundsOf, type ValueBounds } from './parquet-bounds.ts';
import type { ColumnChunk, Footer } from './parquet-footer.ts';
import type { Leaf } from './parquet-leaves.ts';

/** A column chunk with the row count of its row group. */
interface Stretch {
  readonly rows: number;
  readonly chunk: ColumnChunk;
}

/** Returns what a footer says of the columns that are not made of others, over all row groups that have rows. */
export function footerColumns(
  { groups }: Pick<Footer, 'groups'>,
  leaves: readonly Leaf[],
): readonly FooterColumn[] {
  const filled = groups.filter(({ rows }) => rows > 0);
  return leaves.flatMap(({ path: [name, ...within], field }, at) => {
    if (name === undefined || within.length > 0) return [];
    const stretches = filled.flatMap(({ rows, chunks }) => {
      const chunk = chunks[at];
      return chunk === undefined ? [] : [{ rows, chunk }];
    });
    return [columnOf(name, boundsOf(field), stretches)];
  });
}

function columnOf(
  name: string,
  bounds: ValueBounds | null,
  stretches: readonly Stretch[],
): FooterColumn {
  const nulls = stretches.map(({ chunk }) => chunk.nulls);
  const dictionaries = stretches.map(({ chunk }) => chunk.dictionary);
  return {
    name,
    kind: bounds?.kind ?? null,
    nulls: totalOf(nulls),
    ...endsOf(bounds, stretches),
    dictionary: dictionaries.includes(null) ? null : Math.max(0, ...dictionaries.map(Number)),
    bytes: stretches.reduce((sum, { chunk }) => sum + chunk.bytes, 0),
  };
}

const totalOf = (counts: readonly (number | null)[]): number | null =>
  counts.reduce((all, one) => (all === null || one === null ? null : all + one), 0);

const nothing = { least: null, greatest: null, ascends: false } as const;

/** A row group without a bound says nothing of its values, unless all of them are NULL. */
function endsOf(
  bounds: ValueBounds | null,
  stretches: readonly Stretch[],
): Pick<FooterColumn, 'least' | 'greatest' | 'ascends'> {
  if (bounds === null) return nothing;
  let [least, greatest]: [Numeric | null, Numeric | null] = [null, null];
  let ascends = true;
  for (const { rows, chunk } of stretches) {
    if (chunk.nulls === rows) continue;
    const low = chunk.least && bounds.decode(chunk.least);
    const high = chunk.greatest && bounds.decode(chunk.greatest);
    if (low === null || high === null) return nothing;
    if (greatest !== null && compareNumeric(low, greatest) <= 0) ascends = false;
    if (least === null || compareNumeric(low, least) < 0) least = low;
    if (greatest === null || compareNumeric(high, greatest) > 0) greatest = high;
  }
  return { least, greatest, ascends };
}

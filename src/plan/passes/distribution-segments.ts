import type { Cuts, DistributionState } from '../../metric/distribution.ts';
import { rowsIn } from '../../metric/distribution.ts';
import type { Metric } from '../../metric/metric.ts';
import { approximate } from '../../value/numeric.ts';
import { numericValue } from '../engine-numbers.ts';
import type { PassContext, Result, SegmentValue, Unmeasured } from '../measure-request.ts';
import { tooManySegments } from '../observed-segments.ts';
import { segmentIdentity } from '../segment-identity.ts';
import { fusedSelect, type Item, segmentAliases } from '../select.ts';
import { type RowsOfScope, rowsOfScope } from '../states/cell-counts.ts';

/** The greatest number of segments whose distributions are observed: each is counted in queries of its own. */
const mostDistributions = 100;
/** The greatest number of cells and categories in all of them. */
const mostCells = 1_000_000;

/** Counts the values of a column in some rows. */
type CountIn = (cuts: Cuts, rows: RowsOfScope, context: PassContext) => Promise<DistributionState>;

/**
 * Observes the distribution in each segment, in queries of its own, so that it is the one that `where` would give. A segment is
 * named by its place in their order and not by its values, which are then in no query that is shown. Such an answer depends
 * on all rows, so that nothing is kept of it for the next run.
 */
export async function distributionsOfSegments(
  { value, scope }: Metric,
  context: PassContext,
  countIn: CountIn,
): Promise<Result> {
  if (value.kind !== 'distribution') throw new TypeError(`${value.kind} is no distribution`);
  const { session } = context;
  const rows: Item = { aggregate: { kind: 'count' }, where: scope.where };
  const { sql, answers } = fusedSelect([rows], scope, session);
  const aliases = segmentAliases(scope.per);
  const inOrder = `${sql} order by ${aliases.map((_, at) => at + 1).join(', ')}`;
  const found = await session.query(`${inOrder} limit ${mostDistributions + 1}`);
  if (found.length > mostDistributions) return tooManySegments(mostDistributions);
  const cutsOf = value.cuts.kind === 'bySegment' ? new Map(value.cuts.cuts) : null;
  const whole = { relation: session.relation, file: null, id: null, statistics: null };
  const unkept = { ...context, pieces: [whole], whole };
  const { filter } = rowsOfScope(scope.where, context);
  const all: SegmentValue[] = [];
  let cells = 0;
  for (const [place, row] of found.entries()) {
    const segment = aliases.map((alias) => row[alias] ?? null);
    const of = numericValue(row[answers.get(rows) ?? '']) ?? 0;
    const cuts = cutsOf === null ? value.cuts : cutsOf.get(segmentIdentity(segment));
    if (cuts === undefined) {
      // Nothing is there to compare it with.
      all.push({ segment, value: null, of });
      continue;
    }
    const isIn = scope.per.map(
      (name, at) =>
        `${session.dialect.identifier(name)} is not distinct from (select ${aliases[at]} from (${inOrder} limit 1 offset ${place}) as segment)`,
    );
    const filters = [...(filter === null ? [] : [filter]), ...isIn];
    const state = await countIn(cuts, { filter: filters.join(' and ') }, unkept);
    if (rowsIn(state) !== approximate(of)) return otherRows;
    cells += cellsIn(state);
    if (cells > mostCells) return tooManyCells;
    all.push({ segment, value: null, of, state });
  }
  const judged = all.reduce((sum, { of }) => sum + approximate(of), 0);
  return {
    segments: [],
    tally: { count: all.length, judged, missed: new Map(), all },
    by: session.engine,
    exactness: 'exact',
    notes: [],
    sql: null,
    met: null,
  };
}

const cellsIn = ({ values }: DistributionState): number =>
  values.kind === 'ordered' ? values.cells.length : values.counts.length;

const tooManyCells: Unmeasured = {
  problem: {
    code: 'SEGMENTS_TOO_MANY',
    message:
      'its segments have too many different values together: cut the rows by fewer values, or take some with .where().',
  },
};

const otherRows: Unmeasured = {
  problem: {
    code: 'DATA_CHANGED',
    message: 'a segment had other rows when its values were counted: run it again.',
  },
};

import type { Cuts, DistributionState } from '../../metric/distribution.ts';
import { rowsIn } from '../../metric/distribution.ts';
import type { Family, Scalar } from '../../metric/expression.ts';
import type { Metric } from '../../metric/metric.ts';
import type { Pass, PassContext, Question, Refusal, Result } from '../measure-request.ts';
import { alignedCells } from '../states/aligned-cells.ts';
import { listedCategories, ownCategories } from '../states/category-counts.ts';
import { type RowsOfScope, rowsOfScope } from '../states/cell-counts.ts';
import { listedNumbers } from '../states/listed-numbers.ts';
import { ownCells } from '../states/own-cells.ts';
import { orRefuse } from '../states/piece-queries.ts';
import { endsOf } from '../states/value-ends.ts';
import { distributionsOfSegments } from './distribution-segments.ts';

/**
 * Counts the values of a column by cells: numbers and instants in ranges or one by one, texts and booleans as categories.
 * It is sound, since each row is counted in one cell, whose ends are compared with the value as doubles: an integer or a
 * decimal of more than 53 bits counts as the double nearest to it. The result is a state, and no number.
 */
export const distributionPass: Pass = {
  name: 'distribution',
  takes: ({ metric }, context) => {
    const { value } = metric;
    if (value.kind !== 'distribution') return { refused: 'it is no distribution' };
    return natureOf(value.of, context) === null
      ? { refused: 'its values have no order, and are no categories' }
      : true;
  },
  run: async (questions, context) => {
    const results = new Map<Question, Result | Refusal>();
    for (const question of questions)
      results.set(question, await orRefuse(() => measured(question.metric, context)));
    return results;
  },
};

type Nature = 'ordered' | 'categories';

const natures: Readonly<Partial<Record<Family, Nature>>> = {
  integer: 'ordered',
  float: 'ordered',
  decimal: 'ordered',
  date: 'ordered',
  timestamp: 'ordered',
  text: 'categories',
  boolean: 'categories',
};

/** Returns how the values of an expression are counted; null if they can't be, or if its type is not known. */
function natureOf(of: Scalar, { session }: PassContext): Nature | null {
  switch (of.kind) {
    case 'column': {
      const family = session.columns.find(({ name }) => name === of.name)?.family ?? 'other';
      return natures[family] ?? null;
    }
    case 'length':
    case 'elapsed':
    case 'add':
      return 'ordered';
    case 'literal':
    case 'now':
    case 'sql':
      return null;
  }
}

async function measured(metric: Metric, context: PassContext): Promise<Result> {
  const { value, scope } = metric;
  if (value.kind !== 'distribution') throw new TypeError(`${value.kind} is no distribution`);
  const { of } = value;
  if (scope.per.length > 0)
    return distributionsOfSegments(metric, context, (cuts, rows, within) =>
      stateIn(of, cuts, rows, within),
    );
  const state = await stateIn(of, value.cuts, rowsOfScope(scope.where, context), context);
  return {
    segments: [{ segment: [], value: null, of: BigInt(rowsIn(state)) }],
    by: context.session.engine,
    exactness: 'exact',
    notes: [],
    state,
    sql: null,
    met: null,
  };
}

async function stateIn(
  of: Scalar,
  cuts: Cuts,
  rows: RowsOfScope,
  context: PassContext,
): Promise<DistributionState> {
  if (cuts.kind === 'bySegment') throw new TypeError('Only segments have cuts of their own.');
  if (natureOf(of, context) === 'categories')
    return cuts.kind === 'listed'
      ? listedCategories(of, cuts.values, rows, context)
      : ownCategories(of, rows, context);
  if (cuts.kind === 'edges' && cuts.mayList !== true)
    return alignedCells(of, cuts.edges, rows, context);
  const ends = await endsOf(of, rows, context);
  const listed = await listedNumbers(of, ends.values, rows, context);
  if (listed !== null) return listed;
  return cuts.kind === 'edges'
    ? alignedCells(of, cuts.edges, rows, context)
    : ownCells(of, ends, rows, context);
}

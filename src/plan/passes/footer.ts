import type { Pass, PassContext, Question, Result } from '../measure-request.ts';
import { selectOf } from '../select.ts';
import { declined, statesOf } from '../states/item-states.ts';
import { type Merging, merging } from '../states/merge.ts';
import { footerValue } from './footer-value.ts';

/**
 * What the footers of Parquet files say: row counts, NULL counts, extremes, and with them conditions that hold for all
 * values between the extremes, or for none. No row is read. A metric is taken only where the footer of every file
 * tells all that it needs (footer-value.ts has the argument), and never under a scope, whose rows no footer knows. What
 * no SQL says is left to the pass that judges row by row, though no row may be there to judge: each answer comes with
 * SQL that shows it again.
 */
export const footerPass: Pass = {
  name: 'footer',
  takes: ({ metric }, context) => {
    if (metric.scope.where.length > 0 || metric.scope.per.length > 0)
      return { refused: 'a footer knows no scope' };
    const asked = merging(metric, context);
    if (asked === null || !areTold(asked, context))
      return { refused: 'the footers do not tell it' };
    const reason = declined(asked.items, context);
    return reason === null || { refused: reason };
  },
  run: async (questions, context) => {
    const results = new Map<Question, Result>();
    for (const question of questions) {
      const asked = merging(question.metric, context);
      if (asked === null) throw new TypeError(`${question.metric.label} is not additive`);
      const states = await statesOf(asked.items, context.pieces, context);
      results.set(question, {
        segments: [{ segment: [], ...asked.value(states) }],
        by: context.session.engine,
        exactness: 'exact',
        notes: [],
        byFile: asked.byFile(states),
        sql: selectOf(question.metric, context.session),
        met: null,
      });
    }
    return results;
  },
};

const areTold = ({ items }: Merging, { pieces, session }: PassContext) =>
  pieces.every(
    ({ statistics }) =>
      statistics !== null &&
      items.every(({ aggregate }) => footerValue(aggregate, statistics, session) !== undefined),
  );

import type { Pass, PassContext, Question, Result } from '../measure-request.ts';
import { selectOf } from '../select.ts';
import { declined, statesOf } from '../states/item-states.ts';
import { type Merging, merging } from '../states/merge.ts';
import { footerValue } from './footer-value.ts';

/**
 * Measures by the footers of Parquet files: row counts, NULL counts, extremes, and with them conditions that hold for
 * all values between the extremes, or for none. No row is read. The pass takes a metric only if the footer of every
 * file has all that it needs (footer-value.ts gives the argument). It takes none with a scope, whose rows no footer
 * knows. Each answer has SQL that shows it again, so a metric that SQL can't express is left to a later pass, even if
 * there are no rows.
 */
export const footerPass: Pass = {
  name: 'footer',
  takes: ({ metric }, context) => {
    if (metric.scope.where.length > 0 || metric.scope.per.length > 0)
      return { refused: 'a footer knows no scope' };
    const asked = merging(metric, context);
    if (asked === null || !areKnown(asked, context))
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
      const { state, ...found } = asked.value(states);
      results.set(question, {
        segments: [{ segment: [], ...found }],
        by: context.session.engine,
        exactness: 'exact',
        notes: [],
        byFile: asked.byFile(states),
        state,
        sql: selectOf(question.metric, context.session),
        met: null,
      });
    }
    return results;
  },
};

const areKnown = ({ items }: Merging, { pieces, session }: PassContext) =>
  pieces.every(
    ({ statistics }) =>
      statistics !== null &&
      items.every(({ aggregate }) => footerValue(aggregate, statistics, session) !== undefined),
  );

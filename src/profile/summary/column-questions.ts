import type { ColumnDescription, FusedAggregate, Session } from '../../engine/engine.ts';
import { column, compare, countIf, literal, matches } from '../../metric/expression.ts';
import { blankAtEnds } from '../../metric/text.ts';
import type { Questions } from '../ask.ts';
import type { FirstValues } from '../first-rows.ts';
import type { More } from '../profile.ts';

/** The most rows of which the values of each column are counted. */
const countedRows = 200_000;

/** The most rows of which quantiles are sought among all values at once. Those of more are first sampled. */
export const sortedRows = 50_000;

/** True for columns of numbers. */
export const isNumber = ({ family }: ColumnDescription): boolean =>
  family === 'integer' || family === 'decimal' || family === 'float';

/** True for columns of dates or times with a date. */
export const isTime = ({ family }: ColumnDescription): boolean =>
  family === 'date' || family === 'timestamp';

/** True for columns of text, without other types that are only written as text. */
export const isText = ({ family, type }: ColumnDescription): boolean =>
  family === 'text' && (type === 'VARCHAR' || type.startsWith('ENUM'));

/** True for columns whose distinct values are counted. */
const isCounted = (one: ColumnDescription): boolean =>
  isNumber(one) || isTime(one) || one.family === 'text' || one.family === 'boolean';

/** The shares of the quantiles. The outer two are the least and the greatest of the finite values. */
export const shares = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1] as const;

/** The shares of the sample that are taken for the ends of cells: quantiles of all values lie close to those of a sample. */
const sampledShares: readonly number[] = shares
  .slice(1, -1)
  .flatMap((share) => [-15, -8, -3, 0, 3, 8, 15].map((at) => share + at / 1000));

/** Returns the questions of a summary about a column, beside those of its profile: all that one scan answers. */
export const summaryQuestions =
  (session: Session): More =>
  (one, rows, seen) => {
    const of = column(one.name);
    const { dialect } = session;
    const asked = isNumber(one) ? numberQuestions(one) : isText(one) ? textQuestions(one) : {};
    const item = (kind: 'least' | 'greatest' | 'estimate') =>
      dialect.profile({ kind, of }, session);
    return {
      ...Object.fromEntries(
        Object.entries(asked).map(([name, aggregate]) => [
          name,
          dialect.aggregate(aggregate, null, session),
        ]),
      ),
      ...(one.family === 'float' && { least: item('least'), greatest: item('greatest') }),
      ...(isNumber(one) &&
        rows > sortedRows && {
          sampled: dialect.profile({ kind: 'sampled', of, at: sampledShares }, session),
        }),
      ...(isCounted(one) && countQuestion(one, rows, seen, session)),
    };
  };

function countQuestion(
  one: ColumnDescription,
  rows: number,
  seen: FirstValues | undefined,
  session: Session,
): Questions {
  if (seen?.isWhole && one.family !== 'timestamp') return {};
  const of = column(one.name);
  return rows <= countedRows
    ? { distinct: session.dialect.aggregate({ kind: 'distinct', of: [of] }, null, session) }
    : { estimate: session.dialect.profile({ kind: 'estimate', of }, session) };
}

const numberQuestions = ({
  name,
}: ColumnDescription): Readonly<Record<string, FusedAggregate>> => ({
  zeros: countIf(compare(column(name), '=', literal(0))),
});

const textQuestions = ({ name }: ColumnDescription): Readonly<Record<string, FusedAggregate>> => ({
  meanLength: { kind: 'mean', of: { kind: 'length', of: column(name) } },
  empty: countIf(compare(column(name), '=', literal(''))),
  untrimmed: countIf(matches(column(name), blankAtEnds)),
});

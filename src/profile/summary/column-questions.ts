import type { ColumnDescription, FusedAggregate, Session } from '../../engine/engine.ts';
import {
  column,
  countIf,
  isNotFinite,
  matches,
  notNull,
  type Scalar,
} from '../../metric/expression.ts';
import { blankAtEnds } from '../../metric/text.ts';
import type { Questions } from './ask.ts';

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

const shareOf = (of: Scalar): Readonly<Record<string, FusedAggregate>> => ({
  min: { kind: 'min', of },
  max: { kind: 'max', of },
  mean: { kind: 'mean', of },
});

/** Returns the questions about a column that one scan answers. */
export function columnQuestions(one: ColumnDescription, session: Session): Questions {
  const { dialect } = session;
  const of = column(one.name);
  const asked: Readonly<Record<string, FusedAggregate>> = {
    filled: countIf(notNull(of)),
    ...(isNumber(one) && numberQuestions(one, of)),
    ...(isTime(one) && { min: { kind: 'min', of }, max: { kind: 'max', of } }),
    ...(isText(one) && textQuestions(of)),
  };
  return {
    ...Object.fromEntries(
      Object.entries(asked).map(([name, aggregate]) => [
        name,
        dialect.aggregate(aggregate, null, session),
      ]),
    ),
    ...(isCounted(one) && { estimate: dialect.profile({ kind: 'estimate', of }, session) }),
  };
}

const zero: Scalar = { kind: 'literal', value: 0 };

const numberQuestions = (
  { family }: ColumnDescription,
  of: Scalar,
): Readonly<Record<string, FusedAggregate>> => ({
  ...shareOf(of),
  stddev: { kind: 'stddev', of },
  zeros: countIf({ kind: 'compare', op: '=', left: of, right: zero }),
  negatives: countIf({ kind: 'compare', op: '<', left: of, right: zero }),
  ...(family === 'float' && {
    notFinite: countIf(isNotFinite(of)),
  }),
});

const textQuestions = (of: Scalar): Readonly<Record<string, FusedAggregate>> => ({
  ...shareOf({ kind: 'length', of }),
  empty: countIf({ kind: 'compare', op: '=', left: of, right: { kind: 'literal', value: '' } }),
  padded: countIf(matches(of, blankAtEnds)),
});

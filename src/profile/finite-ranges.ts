import type { ColumnDescription, Session } from '../engine/engine.ts';
import { and, column, compare, countIf, literal } from '../metric/expression.ts';
import { temporal } from '../metric/subject.ts';
import type { Numeric } from '../value/numeric.ts';
import { askColumns } from './ask-columns.ts';

/** The facts about a column that show if it has values that are not finite. */
interface Mixed {
  readonly name: string;
  readonly family: ColumnDescription['family'];
  readonly filled: number;
  readonly unusual: number;
  readonly min: Numeric | null;
  readonly max: Numeric | null;
}

/** The finite values of a column, and the number of those that are not. */
export interface FiniteRange {
  readonly min: Numeric | null;
  readonly max: Numeric | null;
  readonly infinite: InfiniteValues;
}

/** The number of infinite values of each sign; NaN is none of them. */
export interface InfiniteValues {
  readonly above: number;
  readonly below: number;
}

/** The last instant of JavaScript: later ones are infinite. */
const lastInstant = 8.64e15;

/** Returns the ranges of finite values of the columns that have others as well: floats with NaN or infinities, and infinite dates. */
export async function finiteRanges(
  session: Session,
  columns: readonly Mixed[],
): Promise<ReadonlyMap<string, FiniteRange>> {
  const mixed = new Set(columns.filter(hasOthers).map(({ name }) => name));
  const some = session.columns.filter(({ name }) => mixed.has(name));
  if (some.length === 0) return new Map();
  const isMixed = ({ name }: ColumnDescription) => mixed.has(name);
  const answers = await askColumns(
    session,
    (one) => (isMixed(one) ? countsOf(one) : {}),
    (one) => (isMixed(one) ? rangeOf(one, session) : {}),
  );
  const count = (one: ColumnDescription, question: string) => Number(answers(one, question) ?? 0);
  return new Map(
    some.map((one) => [
      one.name,
      {
        min: answers(one, 'min') as Numeric | null,
        max: answers(one, 'max') as Numeric | null,
        infinite: { above: count(one, 'above'), below: count(one, 'below') },
      },
    ]),
  );
}

/** True for a column with values that are no finite ones. An infinite instant has no number, so that an extreme is missing. */
const hasOthers = ({ family, filled, unusual, min, max }: Mixed): boolean =>
  unusual > 0 || (temporal.includes(family) && filled > 0 && (min === null || max === null));

function endsOf({ name, family }: ColumnDescription) {
  const isTime = temporal.includes(family);
  const of = column(name);
  const last = isTime ? new Date(lastInstant) : Number.MAX_VALUE;
  const first = isTime ? new Date(-lastInstant) : -Number.MAX_VALUE;
  return { of, last: literal(last), first: literal(first) };
}

function countsOf(one: ColumnDescription) {
  const { of, last, first } = endsOf(one);
  return {
    above: countIf(compare(of, '>', last)),
    below: countIf(compare(of, '<', first)),
  };
}

function rangeOf(one: ColumnDescription, session: Session) {
  const { of, last, first } = endsOf(one);
  const within = and(compare(of, '>=', first), compare(of, '<=', last));
  const filter = session.dialect.predicate(within, session);
  return {
    min: session.dialect.aggregate({ kind: 'min', of }, filter, session),
    max: session.dialect.aggregate({ kind: 'max', of }, filter, session),
  };
}

import type { ColumnDescription, Session } from '../../engine/engine.ts';
import { column } from '../../metric/expression.ts';
import type { ProfileCorrelation } from '../../outcome/profile/profile-document.ts';
import type { Answers, Questions } from '../ask.ts';
import type { Look } from '../profile.ts';
import { isNumber } from './column-questions.ts';
import { startOf } from './far-from-zero.ts';
import { finiteNumber } from './numbers.ts';

/** The most columns that are correlated with each other: the first of numbers. */
const most = 12;

/** Two columns of numbers. */
export type Pair = readonly [ColumnDescription, ColumnDescription];

/** Returns the questions about each pair of columns of numbers. */
export function pairQuestions(session: Session, look: Look): ReadonlyMap<Pair, Questions> {
  const numbers = session.columns.filter(isNumber).slice(0, most);
  const pairs = numbers.flatMap((one, at) =>
    numbers.slice(at + 1).map((other): Pair => [one, other]),
  );
  return new Map(
    pairs.map((pair) => {
      const of = [column(pair[0].name), column(pair[1].name)] as const;
      const from = [startOf(pair[0], look), startOf(pair[1], look)] as const;
      return [pair, { r: session.dialect.profile({ kind: 'correlation', of, from }, session) }];
    }),
  );
}

/** Returns the correlations of columns of numbers with each other, the strongest first. */
export const correlationsIn = (
  answers: ReadonlyMap<Pair, Answers>,
): readonly ProfileCorrelation[] =>
  [...answers]
    .flatMap(([[one, other], answer]) => correlationOf(one.name, other.name, answer))
    .toSorted((one, other) => Math.abs(other.coefficient) - Math.abs(one.coefficient));

function correlationOf(one: string, other: string, { r }: Answers): readonly ProfileCorrelation[] {
  const coefficient = finiteNumber(r);
  return coefficient === null ? [] : [{ columns: [one, other], coefficient }];
}

import type { ColumnDescription, Session } from '../../engine/engine.ts';
import { column } from '../../metric/expression.ts';
import type { ProfileCorrelation } from '../../outcome/profile/profile-document.ts';
import type { Answers, Questions } from '../ask.ts';
import type { Look } from '../profile.ts';
import { endsInNumbers } from './column-ends.ts';
import { isNumber } from './column-questions.ts';
import { startOf } from './far-from-zero.ts';
import { finiteNumber } from './numbers.ts';

/** The most columns that are correlated with each other: the first of numbers. */
const most = 12;

/** The size up to which products of numbers, and sums of them, stay far within the range of doubles. */
const largest = 1e100;

/** Two columns of numbers. */
export type Pair = readonly [ColumnDescription, ColumnDescription];

/** The mean and the deviation of a column that has a number in every row. */
interface Spread {
  readonly mean: number;
  readonly stddev: number;
}

/** Returns the questions about each pair of columns of numbers. Where both are full, only their products are missing. */
export function pairQuestions(session: Session, look: Look): ReadonlyMap<Pair, Questions> {
  const numbers = session.columns.filter(isNumber).slice(0, most);
  const pairs = numbers.flatMap((one, at) =>
    numbers.slice(at + 1).map((other): Pair => [one, other]),
  );
  const spreads = new Map(numbers.map((one) => [one, spreadOf(one, look)]));
  const starts = new Map(numbers.map((one) => [one, startOf(one, look)]));
  return new Map(
    pairs.map(([one, other]): readonly [Pair, Questions] => {
      const of = [column(one.name), column(other.name)] as const;
      const [own, its] = [spreads.get(one), spreads.get(other)];
      if (own && its) {
        const item = { kind: 'products', of, from: [own.mean, its.mean] } as const;
        return [[one, other], { products: session.dialect.profile(item, session) }];
      }
      const from = [starts.get(one) ?? null, starts.get(other) ?? null] as const;
      const item = { kind: 'correlation', of, from } as const;
      return [[one, other], { r: session.dialect.profile(item, session) }];
    }),
  );
}

function spreadOf(one: ColumnDescription, look: Look): Spread | null {
  const answer = (question: string) => look.answers(one, question);
  const [mean, stddev] = [finiteNumber(answer('mean')), finiteNumber(answer('stddev'))];
  const ends = endsInNumbers(one, answer);
  const isFull = Number(answer('filled')) === look.profile.rows && !Number(answer('unusual') ?? 0);
  if (!isFull || mean === null || stddev === null || ends === null) return null;
  if (startOf(one, look) !== null || Math.max(...ends.map(Math.abs)) > largest) return null;
  return stddev > 0 ? { mean, stddev } : null;
}

/** Returns the correlations of columns of numbers with each other, the strongest first. */
export const correlationsIn = (
  answers: ReadonlyMap<Pair, Answers>,
  look: Look,
): readonly ProfileCorrelation[] =>
  [...answers]
    .flatMap(([[one, other], answer]): readonly ProfileCorrelation[] => {
      const coefficient =
        answer.products === undefined
          ? finiteNumber(answer.r)
          : ofProducts(
              finiteNumber(answer.products),
              spreadOf(one, look),
              spreadOf(other, look),
              look,
            );
      return coefficient === null ? [] : [{ columns: [one.name, other.name], coefficient }];
    })
    .toSorted((one, other) => Math.abs(other.coefficient) - Math.abs(one.coefficient));

function ofProducts(
  products: number | null,
  one: Spread | null,
  other: Spread | null,
  { profile: { rows } }: Look,
): number | null {
  if (products === null || one === null || other === null) return null;
  const coefficient = products / (rows - 1) / one.stddev / other.stddev;
  return Math.max(-1, Math.min(1, coefficient));
}

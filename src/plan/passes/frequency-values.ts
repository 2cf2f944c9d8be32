import { compilePredicate } from '../../engine/javascript/compile-predicate.ts';
import type { Aggregate, Predicate } from '../../metric/expression.ts';
import { eachWithin } from '../../metric/time-limit.ts';
import type { Distribution } from '../../outcome/outcome.ts';
import type { PassContext } from '../measure-request.ts';
import type { Frequencies } from '../states/frequency-table.ts';

/** At most so many values are told with the outcome. */
const mostTold = 20;

export function mostOf(frequencies: Frequencies): Distribution {
  const byCount = frequencies.toSorted(([, one], [, other]) => Number(other - one));
  const told = byCount.slice(0, mostTold);
  return {
    kind: 'frequencies',
    values: told.map(([value, n]) => [value === null ? null : String(value), Number(n)]),
    others: Number(sum(byCount.slice(mostTold))),
  };
}

/** How long a value may be judged for, in milliseconds: it takes a millionth of that. */
const valueLimit = 1000;

/** What an aggregate of a column's values is, from how often each of them occurs. */
export async function count(
  aggregate: Aggregate,
  name: string,
  frequencies: Frequencies,
  session: PassContext['session'],
): Promise<bigint> {
  const present = frequencies.filter(([value]) => value !== null);
  switch (aggregate.kind) {
    case 'distinct':
      return BigInt(present.length);
    case 'mostFrequent':
      return present.map(([, n]) => n).toSorted((one, other) => Number(other - one))[0] ?? 0n;
    case 'duplicates': {
      const nulls = frequencies.find(([value]) => value === null)?.[1] ?? 0n;
      const excess = present.reduce((sum, [, n]) => sum + n - 1n, 0n);
      return aggregate.nulls === 'violate' ? excess + nulls : excess;
    }
    case 'countIf':
      return sum(await matching(aggregate.predicate, name, frequencies, session));
    default:
      return sum(frequencies);
  }
}

const sum = (frequencies: Frequencies) => frequencies.reduce((all, [, n]) => all + n, 0n);

/** The values for which a predicate is true, as the judged pass would find of their rows. */
export async function matching(
  predicate: Predicate,
  name: string,
  frequencies: Frequencies,
  { now, columns }: PassContext['session'],
): Promise<Frequencies> {
  const known = new Map(columns.map((one) => [one.name, one.family]));
  const test = await compilePredicate(predicate, now, known);
  const found = new Set<Frequencies[number]>();
  eachWithin(valueLimit, frequencies, (one) => {
    if (test({ [name]: one[0] })) found.add(one);
  });
  return [...found];
}

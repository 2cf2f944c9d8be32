import { compilePredicate } from '../../engine/javascript/compile-predicate.ts';
import type { AggregateBy } from '../../metric/aggregate.ts';
import type { Predicate } from '../../metric/expression.ts';
import { eachWithin } from '../../metric/time-limit.ts';
import { nodesIn } from '../../metric/walk.ts';
import type { Distribution } from '../../outcome/outcome.ts';
import type { PassContext } from '../measure-request.ts';
import type { Frequencies } from '../states/frequency-table.ts';

/** The greatest number of values in an outcome. */
const mostListed = 20;

/** Returns the most frequent values, with the rest as one number. */
export function mostOf(frequencies: Frequencies): Distribution {
  const byCount = frequencies.toSorted(([, one], [, other]) => Number(other - one));
  const listed = byCount.slice(0, mostListed);
  return {
    kind: 'frequencies',
    values: listed.map(([value, n]) => [value === null ? null : String(value), Number(n)]),
    others: Number(sum(byCount.slice(mostListed))),
  };
}

/** The time limit of judging a value, in milliseconds. A sound judge takes a millionth of it. */
const valueLimit = 1000;

type Count<Kind> = (
  aggregate: Extract<AggregateBy<'frequencies'>, { readonly kind: Kind }>,
  frequencies: Frequencies,
  test: (predicate: Predicate) => Promise<Frequencies>,
) => bigint | Promise<bigint>;

const present = (frequencies: Frequencies) => frequencies.filter(([value]) => value !== null);

const counts: { readonly [Kind in AggregateBy<'frequencies'>['kind']]: Count<Kind> } = {
  count: (_, frequencies) => sum(frequencies),
  countIf: async ({ predicate }, _, test) => sum(await test(predicate)),
  distinct: (_, frequencies) => BigInt(present(frequencies).length),
  duplicates: ({ nulls }, frequencies) => {
    const incomplete = frequencies.find(([value]) => value === null)?.[1] ?? 0n;
    const excess = present(frequencies).reduce((all, [, n]) => all + n - 1n, 0n);
    return nulls === 'violate' ? excess + incomplete : excess;
  },
  mode: (_, frequencies) =>
    present(frequencies)
      .map(([, n]) => n)
      .toSorted((one, other) => Number(other - one))[0] ?? 0n,
};

/** Computes a count of a column's values from their frequencies. */
export async function count(
  aggregate: AggregateBy<'frequencies'>,
  name: string,
  frequencies: Frequencies,
  session: PassContext['session'],
): Promise<bigint> {
  const counted = counts[aggregate.kind] as Count<AggregateBy<'frequencies'>['kind']>;
  return counted(aggregate, frequencies, (predicate) =>
    matching(predicate, name, frequencies, session),
  );
}

const sum = (frequencies: Frequencies) => frequencies.reduce((all, [, n]) => all + n, 0n);

/** Returns the values for which a predicate is true. The judged pass would find the same for their rows. */
export async function matching(
  predicate: Predicate,
  name: string,
  frequencies: Frequencies,
  { now, columns }: PassContext['session'],
): Promise<Frequencies> {
  const known = new Map(columns.map((one) => [one.name, one.family]));
  const test = await compilePredicate(predicate, now, known);
  const isHeld = ([value]: Frequencies[number]) => test({ [name]: value });
  if (!mayTakeLong(predicate)) return frequencies.filter(isHeld);
  const found = new Set<Frequencies[number]>();
  eachWithin(valueLimit, frequencies, (one) => {
    if (isHeld(one)) found.add(one);
  });
  return [...found];
}

/** True if a pattern or a judge decides: a limit of time costs a thread of its own, which comparisons do not need. */
const mayTakeLong = (predicate: Predicate): boolean =>
  nodesIn(predicate).some(({ kind }) => kind === 'matches' || kind === 'judged');

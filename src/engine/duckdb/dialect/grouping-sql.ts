import type { Scalar } from '../../../metric/expression.ts';
import type { DialectContext, GroupedFrom } from '../../engine.ts';
import { identifier, scalar } from './expressions.ts';

/** The aliases of a segment's values. */
export const aliases = (per: readonly string[]) => per.map((_, at) => `s${at}`);

/** Joins the items of a list; empty ones are left out. */
export const list = (...items: readonly string[]) => items.filter((item) => item !== '').join(', ');

/** Selects the columns of the segments under their aliases. */
export const selected = (per: readonly string[]) =>
  list(...per.map((name, at) => `${identifier(name)} as s${at}`));

/** Groups by place, for a column of the dataset may have the name of an alias. */
export const groupBy = (names: readonly string[]) =>
  names.length === 0 ? '' : ` group by ${list(...names.map((_, at) => String(at + 1)))}`;

/** Cuts the rows of a window into segments. */
export const partition = (per: readonly string[], ...more: readonly string[]) => {
  const names = [...aliases(per), ...more];
  return names.length === 0 ? '' : `partition by ${list(...names)} `;
};

/** Selects one value of each segment. */
export const outer = (per: readonly string[], value: string, from: string) =>
  `select ${list(...aliases(per), `${value} as value`)} from ${from}${groupBy(aliases(per))}`;

/** Joins the rows of segments, named `a`, with what is known of each segment, named `b`; NULL where nothing is. */
export const besideSegments = (per: readonly string[], rows: string, known: string) => {
  const isSame = aliases(per).map((alias) => `a.${alias} is not distinct from b.${alias}`);
  return `${rows} as a left join ${known} as b on ${isSame.length === 0 ? 'true' : isSame.join(' and ')}`;
};

/** Selects a value of each row in the scope; it is NULL for the others, since a bare WHERE has lost rows before. */
export const scoped = (filter: string | null, value: string) =>
  filter === null ? value : `case when ${filter} then ${value} end`;

/** Groups of equal values with their sizes. The scope counts by FILTER, for a bare WHERE has lost rows before. */
export function groups(
  of: readonly Scalar[],
  { relation, filter, per }: GroupedFrom,
  context: DialectContext,
): string {
  const values = of.map((one, at) => `${scalar(one, context)} as k${at}`);
  const keys = [...aliases(per), ...of.map((_, at) => `k${at}`)];
  const size = `count(*)${filter === null ? '' : ` filter (where ${filter})`} as n`;
  return `(select ${list(selected(per), ...values, size)} from ${relation}${groupBy(keys)})`;
}

/**
 * The bits below the point of terms that are added up as integers, so that their sum does not depend on the order of
 * the threads. Each term is less than 2^30.
 */
const termBits = 80;

/** Sums terms, none of which is negative, without rounding. */
export const sumOfTerms = (term: string) => {
  const unit = `cast('${2 ** termBits}' as double)`;
  return `cast(sum(cast(${term} * ${unit} as hugeint)) as double) / ${unit}`;
};

import { mostCells } from '../../../metric/association.ts';
import type { Scalar } from '../../../metric/expression.ts';
import { halfBits } from '../../../metric/fixed-point.ts';
import { type DialectContext, declinedAtRun, type GroupedFrom } from '../../engine.ts';
import { mayBeSpecial, scalar } from './expressions.ts';
import {
  aliases,
  besideSegments,
  groupBy,
  groups,
  list,
  outer,
  partition,
  scoped,
  selected,
  sumOfTerms,
} from './grouping-sql.ts';

/** Two values of a row. */
export type Pair = readonly [Scalar, Scalar];

const nan = "cast('NaN' as double)";
const double = (value: string) => `cast(${value} as double)`;

/** Selects `x` and `y` of each row of the scope that has both; both are NULL in the others. */
function pairs(of: Pair, from: GroupedFrom, context: DialectContext, cast: (v: string) => string) {
  const values = of.map((one) => scalar(one, context));
  const areThere = values.map((value) => `${value} is not null`).join(' and ');
  const condition = from.filter === null ? areThere : `${from.filter} and ${areThere}`;
  const [x = '', y = ''] = values.map((value) => scoped(condition, cast(value)));
  return `(select ${list(selected(from.per), `${x} as x`, `${y} as y`)} from ${from.relation})`;
}

/** A coefficient from the sums of products about the means; NULL if the values of one side are all equal. */
const coefficient = (xy: string, xx: string, yy: string) =>
  `case when ${xx} > 0 and ${yy} > 0 then greatest(-1, least(1, ${xy} / sqrt(${xx}) / sqrt(${yy}))) end`;

/** A power of two that makes an integer of 60 bits of the greatest value. */
const scale = (greatest: string) =>
  `case when ${greatest} > 0 then power(2, least(60 - ceil(log2(${greatest})), 1000)) else 1 end`;

/**
 * Selects Pearson's coefficient. Each value becomes an integer of 60 bits, in a unit that the greatest of its segment
 * sets, less the mean of those integers. Products of the halves are added up without rounding, so that the order of the
 * threads has no part in it, and values far from zero lose nothing.
 */
export function pearsonSql(of: Pair, from: GroupedFrom, context: DialectContext): string {
  const { per } = from;
  const segments = aliases(per);
  const own = segments.map((alias) => `a.${alias}`);
  const half = 2 ** halfBits;
  const scales = ['x', 'y'].map(
    (v) => `${scale(`max(abs(${v})) filter (where isfinite(${v}))`)} as f${v}`,
  );
  const special = 'coalesce(bool_or(not isfinite(x) or not isfinite(y)), false) as special';
  const whole = ['x', 'y'].map((v) => `try_cast(${v} * f${v} as bigint) as h${v}`);
  const means = ['x', 'y'].map((v) => `cast(sum(h${v}) // count(h${v}) as bigint) as m${v}`);
  const halves = ['x', 'y'].flatMap((v) => [
    `h${v} - m${v} as d${v}`,
    `(h${v} - m${v}) // ${half} as u${v}`,
    `(h${v} - m${v}) % ${half} as l${v}`,
  ]);
  const product = (v: string, w: string) =>
    `(${double(`sum(u${v} * u${w})`)} * ${half} * ${half} + (${double(`sum(u${v} * l${w})`)} + ${double(`sum(l${v} * u${w})`)}) * ${half} + ${double(`sum(l${v} * l${w})`)} - ${double(`sum(d${v})`)} * ${double(`sum(d${w})`)} / count(dx))`;
  const sums = [product('x', 'y'), product('x', 'x'), product('y', 'y')] as const;
  return [
    `with assay_pairs as ${pairs(of, from, context, double)}`,
    `assay_scales as (select ${list(...segments, ...scales, special)} from assay_pairs${groupBy(segments)})`,
    `assay_whole as (select ${list(...own, 'special', ...whole)} from ${besideSegments(per, 'assay_pairs', 'assay_scales')})`,
    `assay_means as (select ${list(...segments, ...means)} from assay_whole${groupBy(segments)})`,
    `assay_halves as (select ${list(...own, 'special', ...halves)} from ${besideSegments(per, 'assay_whole', 'assay_means')}) ${outer(
      per,
      `case when bool_or(special) then ${nan} else ${coefficient(...sums)} end`,
      'assay_halves',
    )}`,
  ].join(', ');
}

/**
 * Selects Spearman's coefficient: Pearson's of the ranks, equal values with the mean of theirs. Twice a rank, less the
 * mean of all, is an integer.
 */
export function spearmanSql(of: Pair, from: GroupedFrom, context: DialectContext): string {
  const { per } = from;
  const rank = (v: 'x' | 'y') =>
    `case when x is not null then cast(2 * rank() over (${partition(per)}order by ${v} nulls last) + count(*) over (${partition(per, v)}) - count(x) over (${partition(per)}) - 2 as hugeint) end as d${v}`;
  const names = ['x', 'y'] as const;
  const special = names
    .filter((_, at) => of[at] !== undefined && mayBeSpecial(of[at], context))
    .map((v) => `isnan(${v})`);
  const isSpecial = special.length === 0 ? 'false' : special.join(' or ');
  const ranks = `(select ${list(...aliases(per), `${isSpecial} as special`, ...names.map(rank))} from ${pairs(of, from, context, (v) => v)})`;
  const product = (v: string, w: string) => double(`sum(d${v} * d${w})`);
  return outer(
    per,
    `case when bool_or(special) then ${nan} else ${coefficient(product('x', 'y'), product('x', 'x'), product('y', 'y'))} end`,
    ranks,
  );
}

/**
 * Selects Cramér's V. A cell adds (n O - R C)^2 / (n^2 R C) to the mean square contingency, and all cells without a row
 * add the rest of R C / n^2: nothing is subtracted from what is nearly equal.
 */
export function cramersVSql(of: Pair, from: GroupedFrom, context: DialectContext): string {
  const { per } = from;
  const segments = aliases(per);
  const found = `(select ${list(...segments, 'k0', 'k1', 'cast(n as hugeint) as n')} from ${groups(of, from, context)} where n > 0 and k0 is not null and k1 is not null limit ${mostCells + 1})`;
  const total = (alias: string, ...by: readonly string[]) =>
    `cast(sum(n) over (${partition(per, ...by)}) as hugeint) as ${alias}`;
  const cells = `(select ${list(...segments, 'k0', 'k1', 'n', total('r', 'k0'), total('c', 'k1'), total('total'), 'count(*) over () as cells')} from ${found})`;
  const all = `${double('max(total)')} * ${double('max(total)')}`;
  const term = `power(${double('total * n - r * c')}, 2) / (${double('total')} * ${double('total')} * ${double('r * c')})`;
  const rest = `${double('max(total) * max(total) - sum(r * c)')} / (${all})`;
  const fewer = 'least(count(distinct k0), count(distinct k1)) - 1';
  const tooMany = `error('${declinedAtRun}the two columns have more than ${mostCells.toLocaleString('en')} combinations of values')`;
  const every = `(select distinct ${selected(per)} from ${from.relation})`;
  const counted = [
    ...segments.map((alias) => `a.${alias}`),
    'k0',
    'k1',
    'n',
    'r',
    'c',
    'total',
    'cells',
  ];
  return outer(
    per,
    `case when max(cells) > ${mostCells} then ${tooMany} when ${fewer} > 0 then least(1, sqrt((${sumOfTerms(term)} + ${rest}) / (${fewer}))) end`,
    per.length === 0
      ? cells
      : `(select ${list(...counted)} from ${besideSegments(per, every, cells)})`,
  );
}

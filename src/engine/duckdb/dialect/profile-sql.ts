import type { Scalar } from '../../../metric/expression.ts';
import { type DialectContext, type ProfileItem, unshown } from '../../engine.ts';
import { isInstant, ordered } from './distribution-sql.ts';
import { describedType, familyOf, mayBeSpecial, scalar } from './expressions.ts';
import { asDouble } from './fixed-sums.ts';
import { withinSql } from './within-sql.ts';

type Printers = {
  readonly [Kind in ProfileItem['kind']]: (
    item: Extract<ProfileItem, { kind: Kind }>,
    context: DialectContext,
  ) => string;
};

/**
 * The size up to which numbers are correlated. The product of two variances of larger ones may leave the range of doubles,
 * which ends the query.
 */
const largest = '1e70';

/** The number of values that quantiles are sampled from. */
const sample = 16_384;

/** The longest start of a text of which the pattern is taken. */
const longest = 40;

function finite(of: Scalar, context: DialectContext): string {
  const value = asDouble(of, context);
  return mayBeSpecial(of, context) ? `case when isfinite(${value}) then ${value} end` : value;
}

function small(of: Scalar, from: string | null, context: DialectContext): string {
  const value = asDouble(of, context);
  const measured = from === null ? value : measuredFrom(of, from, context);
  return `case when abs(${value}) < ${largest} then ${measured} end`;
}

/** Numbers by their distance from another: doubles that are as exact as the numbers are, however far these lie from zero. */
function measuredFrom(of: Scalar, from: string, context: DialectContext): string {
  const type = familyOf(of, context) === 'float' ? 'double' : describedType(of, context);
  const start = unshown(`cast('${from}' as ${type})`);
  return type === 'double'
    ? `(${asDouble(of, context)} - ${start})`
    : `cast(${scalar(of, context)} - ${start} as double)`;
}

/** A double as text: DuckDB reads a decimal in a query as another type. */
const double = (value: number) => `cast('${value}' as double)`;

const doubles = (values: readonly number[]) => `[${values.map(double).join(', ')}]`;

/** The finite numbers as doubles, and times in milliseconds since 1970. */
function placed(of: Scalar, context: DialectContext): string {
  const value = ordered(of, context);
  return isInstant(of, context) || mayBeSpecial(of, context)
    ? `case when isfinite(${value}) then ${value} end`
    : value;
}

const printers: Printers = {
  least: ({ of }, context) => `min(${finite(of, context)})`,
  greatest: ({ of }, context) => `max(${finite(of, context)})`,
  sampled: ({ of, at }, context) =>
    `reservoir_quantile(${finite(of, context)}, [${at.join(', ')}], ${sample})`,
  cellCounts: ({ of, bounds }, context) =>
    `map_values(histogram(${placed(of, context)}, ${unshown(doubles(bounds))}))`,
  placed: ({ of, cells, places }, context) => {
    const value = placed(of, context);
    const isIn = cells.map(
      ({ above, upTo }) => `(${value} > ${double(above)} and ${value} <= ${double(upTo)})`,
    );
    const list = `list_sort(list(${value}) filter (where ${unshown(isIn.join(' or '))}))`;
    return `list_select(${list}, [${places.map((place) => place + 1).join(', ')}])`;
  },
  hashes: ({ of }, context) => {
    const value = scalar(of, context);
    return `count(distinct case when ${value} is not null then hash(${value}) end)`;
  },
  estimate: ({ of }, context) => `approx_count_distinct(${scalar(of, context)})`,
  quantiles: ({ of, at }, context) => `quantile_cont(${finite(of, context)}, [${at.join(', ')}])`,
  deviation: ({ of, from }, context) => `stddev_samp(${small(of, from, context)})`,
  products: ({ of: [one, other], from: [start, otherStart] }, context) => {
    const term = (of: Scalar, from: number) =>
      `(${asDouble(of, context)} - ${unshown(double(from))})`;
    return `sum(${term(one, start)} * ${term(other, otherStart)})`;
  },
  correlation: ({ of: [one, other], from: [start, otherStart] }, context) =>
    `corr(${small(one, start, context)}, ${small(other, otherStart, context)})`,
  within: ({ of, steps, fact }, context) => withinSql(scalar(of, context), steps, fact),
  pattern: ({ of }, context) =>
    [
      ['\\p{Lu}+', 'A'],
      ['[\\p{Ll}\\p{Lo}]+', 'a'],
      ['\\p{Nd}', '9'],
    ].reduce(
      (text, [pattern, by]) => `regexp_replace(${text}, '${pattern}', '${by}', 'g')`,
      `left(${scalar(of, context)}, ${longest})`,
    ),
};

/** Prints a piece of the SQL of a profile. */
export function profileSql(item: ProfileItem, context: DialectContext): string {
  const print = printers[item.kind] as (item: ProfileItem, context: DialectContext) => string;
  return print(item, context);
}

import type { Scalar } from '../../../metric/expression.ts';
import type { DialectContext, ProfileItem } from '../../engine.ts';
import { mayBeSpecial, scalar } from './expressions.ts';
import { asDouble } from './fixed-sums.ts';

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

/** The longest start of a text of which the shape is taken. */
const longest = 40;

function finite(of: Scalar, context: DialectContext): string {
  const value = asDouble(of, context);
  return mayBeSpecial(of, context) ? `case when isfinite(${value}) then ${value} end` : value;
}

function small(of: Scalar, context: DialectContext): string {
  const value = asDouble(of, context);
  return `case when abs(${value}) < ${largest} then ${value} end`;
}

const printers: Printers = {
  estimate: ({ of }, context) => `approx_count_distinct(${scalar(of, context)})`,
  quantiles: ({ of, at }, context) => `quantile_cont(${finite(of, context)}, [${at.join(', ')}])`,
  correlation: ({ of: [one, other] }, context) =>
    `corr(${small(one, context)}, ${small(other, context)})`,
  shape: ({ of }, context) =>
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

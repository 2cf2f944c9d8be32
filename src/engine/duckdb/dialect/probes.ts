import type { Scalar } from '../../../metric/expression.ts';
import { Declined, type DialectContext, type Probe } from '../../engine.ts';
import { describedType, scalar } from './expressions.ts';

type Printers = {
  readonly [Kind in Probe['kind']]: (
    probe: Extract<Probe, { kind: Kind }>,
    context: DialectContext,
  ) => string;
};

/** Integers that a bitmap can be made of; wider ones do not fit its type. */
const narrow = /^U?(TINYINT|SMALLINT|INTEGER)$|^BIGINT$/;

function bits(of: Scalar, least: bigint, greatest: bigint, context: DialectContext): string {
  if (!narrow.test(describedType(of, context) ?? ''))
    throw new Declined('only integers of up to 64 bits have a bitmap');
  // One type for the value and its ends: DuckDB takes the ends in the type of the value.
  return `bitstring_agg(cast(${scalar(of, context)} as bigint), ${least}::bigint, ${greatest}::bigint)`;
}

const printers: Printers = {
  bitmap: ({ of, least, greatest }, context) =>
    `cast(${bits(of, least, greatest, context)} as blob)`,
  bits: ({ of, least, greatest }, context) =>
    `coalesce(bit_count(${bits(of, least, greatest, context)}), 0)`,
  buckets: ({ of, buckets }, context) => {
    const values = of.map((one) => scalar(one, context));
    const isComplete = values.map((value) => `${value} is not null`).join(' and ');
    const bucket = `cast(hash(${values.join(', ')}) & ${buckets - 1} as bigint)`;
    return `coalesce(bit_count(bitstring_agg(case when ${isComplete} then ${bucket} end, 0, ${buckets - 1})), 0)`;
  },
  // A power of two changes the exponent of a double and nothing else, so that no value is put into a neighbour's bin;
  // but for one so small that nothing is left of it, and that still lies below zero.
  bin: ({ of, step, isSigned }, context) => {
    const value = `cast(${scalar(of, context)} as double)`;
    const steps = `${value} * cast('${1 / step}' as double)`;
    const lost = isSigned ? ` - case when ${steps} = 0 and ${value} < 0 then 1 else 0 end` : '';
    return `floor(${steps})${lost}`;
  },
};

/** An aggregate of a SELECT list, or a value to group by. */
export function probeSql(probe: Probe, context: DialectContext): string {
  return (printers[probe.kind] as (p: Probe, c: DialectContext) => string)(probe, context);
}

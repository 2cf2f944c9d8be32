import { constraint } from '../../contract/constraints/constraint.ts';
import { isNumber } from '../../contract/constraints/literals.ts';
import type { Demand, DemandShape } from './demand.ts';
import { bare } from './reading.ts';

/** Values of each simple type, to see which types a test takes. */
const samples: readonly {
  readonly shape: DemandShape;
  readonly values: readonly unknown[];
  readonly whole?: true;
}[] = [
  { shape: { kind: 'text' }, values: ['', 'a', 'A', 'abc', '1', 'true', 'a b'] },
  { shape: { kind: 'number' }, values: [0, 1, -1, 2, 10, 100], whole: true },
  { shape: { kind: 'number' }, values: [0.5, -0.5, 1e9 + 0.5] },
  { shape: { kind: 'constants', values: [false, true] }, values: [false, true] },
  { shape: { kind: 'bigint' }, values: [0n, 1n, -1n, 10n] },
  { shape: { kind: 'instant' }, values: [new Date(0), new Date(1.7e12), new Date(4e12)] },
];

/**
 * Returns the simple types that may be among values of any type: text, numbers and booleans, which a column holds beside
 * each other. Where code judges the values, those of which it takes a sample, bigints and dates included; all if it takes
 * none.
 */
export function simpleOptions({ path, said, filters }: Demand): readonly Demand[] {
  const members = said.flatMap((one) => (one.kind === 'enum' ? [one.value] : []))[0];
  if (members !== undefined) return [bare({ kind: 'constants', values: members }, path)];
  const whole = said.some((one) => one.kind === 'minimum' || one.kind === 'maximum')
    ? samples
    : samples.slice(0, 4);
  const taken = samples.filter(({ values }) =>
    values.some((value) => filters.every((filter) => filter.accepts(value))),
  );
  const chosen = filters.length > 0 && taken.length > 0 ? taken : whole;
  const isBig = said.some(
    (one) => 'value' in one && isNumber(one.value) && typeof one.value === 'bigint',
  );
  return chosen
    .filter(({ shape }) => isBig || shape.kind !== 'bigint' || chosen.length === 1)
    .map((one) => ({
      ...bare(one.shape, path),
      said: one.whole ? [{ ...constraint('integer', true), by: [] }] : [],
    }));
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Category, DistributionState } from '../../../src/metric/distribution.ts';
import type { Compared } from '../../../src/metric/drift/compared.ts';
import { driftMethods } from '../../../src/metric/drift/drift-methods.ts';
import type { DriftName } from '../../../src/metric/drift/drift-name.ts';
import { ksAsymptotic, ksExact } from '../../../src/metric/drift/ks-p-value.ts';
import type { Measured } from '../../../src/metric/drift/method.ts';
import { orderedPair } from '../../../src/metric/drift/ordered-values.ts';
import { categories, numbers, pairOf } from '../../metric/drift/states.ts';

interface Generated {
  readonly seed: number;
  readonly rows: number;
  readonly rule: 'even' | 'heavy';
  readonly levels: number;
}

type Pair =
  | { readonly kind: 'numbers'; readonly reference: Coded[]; readonly current: Coded[] }
  | {
      readonly kind: 'categories';
      readonly reference: (Category | null)[];
      readonly current: (Category | null)[];
    }
  | { readonly kind: 'generated'; readonly reference: Generated; readonly current: Generated };

/** A number, an infinity as text, or NULL. */
type Coded = number | 'Infinity' | '-Infinity' | null;

/** The name of a value in values.json: a method of ours, or a p-value. */
export type Asked = DriftName | 'ksExact' | 'ksAsymptotic' | 'chi2PValue';

/** A value that another program computed. */
export interface DriftValue {
  readonly pair: string;
  readonly method: Asked;
  readonly value: number;
  readonly edges?: readonly number[];
  readonly by?: 'evidently';
}

interface Oracle {
  readonly pairs: Readonly<Record<string, Pair>>;
  readonly values: readonly DriftValue[];
  readonly corrected: readonly {
    readonly raw: readonly number[];
    readonly corrected: readonly number[];
  }[];
}

/** All that other programs computed. */
export const oracle: Oracle = JSON.parse(
  readFileSync(join(import.meta.dirname, 'values.json'), 'utf8'),
);

const states = new Map<string, readonly [DistributionState, DistributionState]>();

/** Returns the distributions of a pair, which are made once. */
function statesOf(name: string): readonly [DistributionState, DistributionState] {
  const pair = oracle.pairs[name];
  if (pair === undefined) throw new Error(`values.json has no pair ${name}.`);
  const known = states.get(name);
  if (known !== undefined) return known;
  const made = [stateOf(pair, 'reference'), stateOf(pair, 'current')] as const;
  states.set(name, made);
  return made;
}

function stateOf(pair: Pair, side: 'reference' | 'current'): DistributionState {
  if (pair.kind === 'categories') return categories(pair[side]);
  if (pair.kind === 'generated') return numbers(generated(pair[side]));
  return numbers(pair[side].map((value) => (value === null ? null : Number(value))));
}

/** Returns the values of a linear congruential generator modulo 2^32, of which the upper 24 bits are used. */
function generated({ seed, rows, rule, levels }: Generated): readonly number[] {
  let state = seed;
  return Array.from({ length: rows }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const share = (state >>> 8) / 2 ** 24;
    return Math.floor(rule === 'even' ? share * levels : levels / (1 + share * levels));
  });
}

/** Returns our value of a question. */
export function ours({ pair, method, edges }: DriftValue): number {
  const [reference, current] = statesOf(pair);
  const compared = pairOf(reference, current, edges === undefined ? {} : { edges });
  return found(method, compared).value;
}

function found(method: Asked, compared: Compared): Measured {
  if (method === 'ksExact' || method === 'ksAsymptotic') {
    const pair = orderedPair(compared);
    if (pair.kind === 'incomparable') throw new Error(pair.problem);
    const { value } = must(driftMethods.ks.measure(compared));
    const p = (method === 'ksExact' ? ksExact : ksAsymptotic)(value, pair.sizes);
    return { kind: 'measured', value: p, certain: null, contributions: null };
  }
  if (method === 'chi2PValue') return must(driftMethods.chi2.pValue?.(compared));
  return must(driftMethods[method].measure(compared));
}

function must(measured: Measured | { readonly kind: string } | undefined): Measured {
  if (measured === undefined || !('value' in measured)) throw new Error('There is no number.');
  if (measured.certain !== null) throw new Error('The number is known within bounds alone.');
  return measured;
}

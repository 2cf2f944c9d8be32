import type { Unit } from '../value/quantity.ts';
import type { Derivation } from './derivation.ts';
import { type Derived, frozen, keyOf, type Metric, type MetricOf } from './metric.ts';
import { type Range, rangeOfUnit } from './range.ts';
import { printArgument } from './subject.ts';

/** The method of a derived metric, as it is written after the first of its metrics. */
interface Wording {
  /** The name of the method, `'change'`. */
  readonly name: string;
  readonly args?: readonly unknown[];
  /** The subject that it is written of, if that is not the first of its metrics. `after` follows the arguments. */
  readonly subject?: { readonly label: string; readonly rule: string; readonly after?: string };
}

/** The reference of a derived metric, the way in which its metrics are observed in the data, and the range of its number. */
interface Particulars extends Partial<Pick<Derived, 'from' | 'align'>> {
  readonly range?: Range;
}

/** Returns a metric whose number is made of those of others, which are measured in its place. */
export function deriving<U extends Unit>(
  of: readonly [Metric, ...Metric[]],
  { name, args = [], subject }: Wording,
  unit: U,
  by: Derivation,
  { from = null, align, range = rangeOfUnit(unit) }: Particulars = {},
): MetricOf<U> {
  const [first] = of;
  const given = args.filter((arg) => arg !== undefined);
  return frozen({
    name,
    label: `${subject?.label ?? first.label}.${name}(${given.map(printArgument).join(', ')})${subject?.after ?? ''}`,
    rule: subject?.rule ?? `${first.rule}.${name}`,
    identity: {
      columns: [...new Set(of.flatMap(({ identity }) => identity.columns))],
      key: keyOf([
        by.name,
        of.map((one) => [one.name, one.scope, one.identity.key]),
        given,
        ...(from === null ? [] : [from]),
      ]),
      limits: [],
    },
    unit,
    range,
    value: { kind: 'derived', by: by.name },
    of: first.of,
    scope: first.scope,
    needs: of.flatMap(({ needs }) => needs),
    condition: null,
    violating: null,
    derived: { by, of, from, ...(align && { align }) },
  });
}

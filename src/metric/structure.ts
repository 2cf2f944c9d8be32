import type { Aggregate, StructureCheck } from './expression.ts';
import { everywhere, type Metric } from './metric.ts';

interface Wording {
  readonly name: string;
  readonly label: string;
}

type CountMetric = Metric & { readonly unit: 'count' };

const amiss = ({ name, label }: Wording, value: Aggregate): CountMetric =>
  Object.freeze<CountMetric>({
    name,
    label,
    unit: 'count',
    value,
    of: { kind: 'count' },
    scope: everywhere,
    needs: Object.freeze([]),
    condition: true,
    violating: null,
  });

/** What the columns themselves say: 0, or the number of things amiss. No row is read. */
export const structure = (wording: Wording, check: StructureCheck): CountMetric =>
  amiss(wording, { kind: 'structure', check });

/** Records that the source holds and that could not be read. */
export const unreadable = (wording: Wording): CountMetric => amiss(wording, { kind: 'unreadable' });

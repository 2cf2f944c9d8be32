import type { Aggregate } from './aggregate.ts';
import type { StructureCheck } from './expression.ts';
import { identityOf } from './identity.ts';
import { type CountMetric, everywhere, frozen } from './metric.ts';
import type { Requirement } from './requirement.ts';

interface Wording {
  readonly name: string;
  readonly label: string;
}

const amiss = (
  { name, label }: Wording,
  value: Aggregate,
  condition: Requirement,
  columns: readonly string[] = [],
): CountMetric =>
  frozen({
    name,
    label,
    identity: identityOf({ of: null, columns, parameters: [], limits: [] }),
    rule: isOfColumn(value) ? 'schema.column' : 'schema.rows',
    unit: 'count',
    value,
    of: { kind: 'count' },
    scope: everywhere,
    needs: [],
    condition,
    violating: null,
  });

const isOfColumn = (value: Aggregate) => value.kind === 'structure' && value.check.kind === 'type';

/** What the columns themselves say: 0, or the number of things amiss. No row is read. */
export const structure = (wording: Wording, check: StructureCheck): CountMetric =>
  amiss(
    wording,
    { kind: 'structure', check },
    { kind: 'structure', check },
    check.kind === 'type' ? [check.column] : [],
  );

/** Records that the source holds and that could not be read. */
export const unreadable = (wording: Wording): CountMetric =>
  amiss(wording, { kind: 'unreadable' }, { kind: 'readable' });

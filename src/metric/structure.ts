import type { Aggregate } from './aggregate.ts';
import type { StructureCheck } from './expression.ts';
import { identityOf } from './identity.ts';
import { type CountMetric, everywhere, frozen } from './metric.ts';
import { fromZero } from './range.ts';
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
    range: fromZero,
    value,
    of: { kind: 'count' },
    scope: everywhere,
    needs: [],
    condition,
    violating: null,
  });

const isOfColumn = (value: Aggregate) => value.kind === 'structure' && value.check.kind === 'type';

/** Counts the faults of the columns themselves. No row is read. */
export const structure = (wording: Wording, check: StructureCheck): CountMetric =>
  amiss(
    wording,
    { kind: 'structure', check },
    { kind: 'structure', check },
    check.kind === 'type' ? [check.column] : [],
  );

/** Counts the records of the source that could not be read. */
export const unreadable = (wording: Wording): CountMetric =>
  amiss(wording, { kind: 'unreadable' }, { kind: 'readable' });

import type { Family } from '../../metric/expression.ts';
import type { Domain } from '../domain.ts';
import type { RowDomain } from '../row-domain.ts';
import type { FaultColumn } from './fault.ts';

/** Returns the columns of generated rows as faults see them; `foreignKeys` are those whose values are keys elsewhere. */
export function faultColumnsOf(
  { columns }: RowDomain,
  foreignKeys: ReadonlySet<string>,
): readonly FaultColumn[] {
  const all = columns.map(({ name, domain, constraint }) => ({
    name,
    families: domain ? familiesOf(domain, constraint.type?.value ?? null) : [],
    constraint,
    isForeignKey: foreignKeys.has(name),
  }));
  return all.map((one) => ({ ...one, others: all.filter((other) => other !== one) }));
}

const numeric: readonly Family[] = ['integer', 'float', 'decimal'];

/** The types of a domain's values, of those that the contract allows where it allows some of them. */
function familiesOf(domain: Domain, allowed: readonly Family[] | null): readonly Family[] {
  const own = [...new Set(ownFamilies(domain))];
  const both = own.filter((one) => allowed?.includes(one));
  return both.length > 0 ? both : own;
}

function ownFamilies(domain: Domain): readonly Family[] {
  switch (domain.kind) {
    case 'constants':
      return domain.values.flatMap(familiesOfValue);
    case 'number':
      return numeric;
    case 'bigint':
      return ['integer'];
    case 'instant':
      return ['timestamp', 'date'];
    case 'text':
      return ['text'];
    case 'list':
    case 'set':
    case 'tuple':
      return ['list'];
    case 'object':
      return ['struct'];
    case 'entries':
      return ['map'];
    case 'choice':
      return domain.options.flatMap(ownFamilies);
  }
}

function familiesOfValue(value: unknown): readonly Family[] {
  switch (typeof value) {
    case 'string':
      return ['text'];
    case 'number':
      return numeric;
    case 'bigint':
      return ['integer'];
    case 'boolean':
      return ['boolean'];
    default:
      return value instanceof Date ? ['timestamp', 'date'] : ['other'];
  }
}

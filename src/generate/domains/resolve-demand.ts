import { accepts } from '../../contract/constraints/accepts.ts';
import type { ConstraintKind } from '../../contract/constraints/constraint.ts';
import { constraintInWords } from '../../contract/constraints/constraint-words.ts';
import type { ValueKind } from '../../contract/constraints/literals.ts';
import type { Said } from '../../contract/constraints/merge.ts';
import { together } from '../../contract/constraints/rule-reference.ts';
import { kindsOf } from '../../contract/constraints/value-kinds.ts';
import { columnLabel } from '../../contract/schema/zod-words.ts';
import type { Literal } from '../../metric/expression.ts';
import type { Demand } from './demand.ts';
import { resolveContainer } from './resolve-container.ts';
import { resolveScalar } from './resolve-scalar.ts';
import { nothing, type Resolved, some } from './resolved.ts';
import { simpleOptions } from './simple-options.ts';

/** Resolves all demands of a value as the domain of those that meet them all. */
export function resolveDemand(demand: Demand): Resolved {
  const { shape } = demand;
  switch (shape.kind) {
    case 'anything':
      return resolveChoice(demand, simpleOptions(demand));
    case 'choice':
      return resolveChoice(demand, shape.options);
    case 'constants':
      return resolveConstants(demand, shape.values);
    case 'text':
    case 'number':
    case 'bigint':
    case 'instant':
      return misfit(demand, kinds[shape.kind]) ?? resolveScalar(demand, shape.kind);
    case 'list':
    case 'set':
    case 'tuple':
    case 'object':
    case 'entries':
      return misfit(demand, 'other') ?? resolveContainer(demand, shape, resolveDemand);
  }
}

const kinds = { text: 'text', number: 'number', bigint: 'number', instant: 'instant' } as const;

/** Options that no value of is left are left out. */
function resolveChoice(demand: Demand, options: readonly Demand[]): Resolved {
  const all = options.map((option) =>
    resolveDemand({
      ...option,
      said: [...option.said, ...demand.said],
      sizes: [...option.sizes, ...demand.sizes],
    }),
  );
  const domains = all.flatMap((one) => (one.kind === 'domain' ? [one.domain] : []));
  const [only] = domains;
  if (only === undefined)
    return all.find((one) => one.kind === 'nothing' && one.because !== null) ?? nothing();
  if (domains.length === 1) return some({ ...only, ...added(demand, only) });
  return some({ kind: 'choice', options: domains, ...added(demand) });
}

const added = ({ filters, faker }: Demand, inner?: Pick<Demand, 'filters' | 'faker'>) => ({
  filters: [...(inner?.filters ?? []), ...filters],
  faker: faker ?? inner?.faker ?? null,
});

/** Constants are few: those that a filter refuses are left out at once. */
function resolveConstants(demand: Demand, values: readonly unknown[]): Resolved {
  const said = values.filter((value) => demand.said.every((one) => takes(one, value)));
  const left = said.filter((value) => demand.filters.every(({ accepts }) => accepts(value)));
  if (left.length > 0)
    return some({ kind: 'constants', values: left, filters: [], faker: demand.faker });
  const refusing = demand.said.filter((one) => values.some((value) => !takes(one, value)));
  const words = [
    ...refusing.map((one) => wordsOf(one)),
    ...(said.length > 0 ? ['what its own code takes'] : []),
  ];
  const count =
    values.length === 1 ? 'its only constant is not' : `none of its ${values.length} constants is`;
  return nothing({
    sentence: `${columnLabel(demand.path)}: ${count} ${words.join(' and ')}.`,
    rules: together(...refusing.map(({ by }) => by)),
  });
}

const takes = <K extends ConstraintKind>({ kind, value: of }: Said<K>, value: unknown): boolean =>
  accepts(kind, of, value as Literal);

const wordsOf = <K extends ConstraintKind>({ kind, value }: Said<K>): string =>
  constraintInWords(kind, value);

/** A rule that is about values of another type. */
function misfit({ said, path }: Demand, kind: ValueKind): Resolved | null {
  const other = said.find((one) => !(kindsOfSaid(one)?.includes(kind) ?? true));
  if (other === undefined) return null;
  const noun = {
    other: 'value with parts',
    instant: 'date',
    number: 'number',
    text: 'text',
    boolean: 'boolean',
  }[kind];
  return nothing({
    sentence: `${columnLabel(path)}: no ${noun} is ${wordsOf(other)}.`,
    rules: other.by,
  });
}

const kindsOfSaid = <K extends ConstraintKind>({ kind, value }: Said<K>) => kindsOf[kind](value);

import type { Step, WithinFact } from '../../profile-item.ts';
import { literal } from './expressions.ts';

/** The values at a place of each row: one value, or a list of them once the path has led into a list. */
interface Place {
  readonly sql: string;
  readonly isList: boolean;
  /** A condition that is true if the row has the place; null for the column itself. */
  readonly isHeld: string | null;
}

const present = (list: string) => `list_filter(${list}, lambda x: x is not null)`;

function into({ sql, isList }: Place, step: Step): Place {
  const isHeld = `${sql} is not null`;
  switch (step.kind) {
    case 'field': {
      const name = literal(step.name);
      return isList
        ? {
            sql: `list_transform(${present(sql)}, lambda x: struct_extract(x, ${name}))`,
            isList,
            isHeld,
          }
        : { sql: `struct_extract(${sql}, ${name})`, isList, isHeld };
    }
    case 'elements':
      return { sql: isList ? `flatten(${present(sql)})` : sql, isList: true, isHeld };
    case 'values': {
      const values = isList
        ? `flatten(list_transform(${present(sql)}, lambda x: map_values(x)))`
        : `map_values(${sql})`;
      return { sql: values, isList: true, isHeld };
    }
  }
}

const conditions = {
  nulls: (value: string) => `${value} is null`,
  unusual: (value: string) => `not isfinite(${value})`,
  infinite: (value: string) => `isinf(${value})`,
} as const;

const extremes = {
  least: ['min', (value: string) => value],
  greatest: ['max', (value: string) => value],
  shortest: ['min', (value: string) => `length(${value})`],
  longest: ['max', (value: string) => `length(${value})`],
} as const;

const count = (condition: string) => `count(case when ${condition} then 1 end)`;

/** Returns an aggregate of the values at a place within a column, as {@link WithinFact} names it. */
export function withinSql(column: string, steps: readonly Step[], fact: WithinFact): string {
  const start: Place = { sql: column, isList: false, isHeld: null };
  const { sql, isList, isHeld } = steps.reduce(into, start);
  const both = (condition: string) => (isHeld === null ? condition : `${isHeld} and ${condition}`);
  switch (fact) {
    case 'held':
      return isList ? `coalesce(sum(len(${sql})), 0)` : count(isHeld ?? 'true');
    case 'nulls':
    case 'unusual':
    case 'infinite': {
      const is = conditions[fact];
      return isList
        ? `coalesce(sum(len(list_filter(${sql}, lambda x: ${is('x')}))), 0)`
        : count(both(is(sql)));
    }
    default: {
      const [extreme, of] = extremes[fact];
      return isList
        ? `${extreme}(list_${extreme}(list_transform(${sql}, lambda x: ${of('x')})))`
        : `${extreme}(${of(sql)})`;
    }
  }
}

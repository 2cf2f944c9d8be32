import type { Distribution, Outcome } from '../../src/outcome/outcome.ts';
import { grouped } from '../../src/outcome/printable-text.ts';
import type { ColumnGroup } from './column-groups.ts';

/** The values of a column as a run has seen them, as far as its expectations ask. */
export interface ColumnFacts {
  /** The facts, each with a label: `['NULL', '0']`, `['min', '-60']`. */
  readonly facts: readonly (readonly [label: string, text: string])[];
  readonly distribution: Distribution | null;
}

/** The measures that describe a column, as they are labelled, in the order in which they are shown. */
const labels: ReadonlyMap<string, string> = new Map([
  ['nulls', 'NULL'],
  ['distinct', 'distinct'],
  ['min', 'min'],
  ['max', 'max'],
  ['oldest', 'oldest'],
  ['newest', 'newest'],
  ['mean', 'mean'],
  ['median', 'median'],
  ['stddev', 'deviation'],
  ['sum', 'sum'],
  ['minLength', 'shortest'],
  ['maxLength', 'longest'],
]);

/** Returns what the expectations about a whole column have measured. Those of some rows, or of segments, say nothing about it. */
export function factsOf({ label, outcomes }: ColumnGroup): ColumnFacts {
  const whole = outcomes
    .map(({ outcome }) => outcome)
    .filter((one) => label !== null && one.metric.startsWith(label) && one.segments === null);
  const found = new Map(whole.flatMap((one) => factOf(one, label)));
  return {
    facts: [...labels.values()].flatMap((name) => {
      const text = found.get(name);
      return text === undefined ? [] : [[name, text] as const];
    }),
    distribution: whole.find((one) => one.distribution !== null)?.distribution ?? null,
  };
}

function factOf(
  { rule, metric, observed, value, kind }: Outcome,
  label: string | null,
): readonly (readonly [string, string])[] {
  if (observed === null || value === null) return [];
  // The schema's own rule counts the same as `nulls()` does.
  if (metric === `${label} has no NULL`) return [['NULL', grouped(Number(value))]];
  const name = labels.get(rule.startsWith('column.') ? rule.slice('column.'.length) : '');
  return kind === 'measure' && name !== undefined ? [[name, observed]] : [];
}

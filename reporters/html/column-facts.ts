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
export function factsOf({ outcomes }: ColumnGroup): ColumnFacts {
  const whole = outcomes
    .map(({ outcome }) => outcome)
    .filter(({ about = null }) => about !== null && !about.isScoped);
  const found = new Map(whole.flatMap(factOf));
  return {
    facts: [...labels.values()].flatMap((name) => {
      const text = found.get(name);
      return text === undefined ? [] : [[name, text] as const];
    }),
    distribution: whole.find((one) => one.distribution !== null)?.distribution ?? null,
  };
}

function factOf({
  about,
  kind,
  observed,
  value,
  of,
  rows,
}: Outcome): readonly (readonly [string, string])[] {
  if (observed === null || value === null) return [];
  // The schema's own rule counts the same as `nulls()` does, unless it is about the rows of one kind.
  if (about?.measure === 'notNull' && of === rows) return [['NULL', grouped(Number(value))]];
  const name = labels.get(about?.measure ?? '');
  return kind === 'measure' && name !== undefined ? [[name, observed]] : [];
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Tested } from './load.ts';

/** What each test took when nothing was mutated: one worker finds it out, and all read it. */
const file = resolve('mutation-costs.json');

export type Costs = Readonly<Record<string, number>>;

let known: Costs | undefined;

export function keepCosts(tests: readonly { readonly id: string; readonly ms: number }[]): void {
  known = Object.fromEntries(tests.map(({ id, ms }) => [id, ms]));
  writeFileSync(file, JSON.stringify(known));
}

export function costsKnown(): Costs {
  if (known === undefined && existsSync(file)) known = JSON.parse(readFileSync(file, 'utf8'));
  return known ?? {};
}

/** Files in the order of what their tests cost, and so the tests of each, whose hooks run once. */
export function cheapestFirst(tests: readonly Tested[], costs: Costs): readonly Tested[] {
  const of = ({ id }: Tested) => costs[id] ?? 0;
  const sum = (list: readonly Tested[]) => list.reduce((all, one) => all + of(one), 0);
  return [...Map.groupBy(tests, ({ file }) => file).values()]
    .sort((one, other) => sum(one) - sum(other))
    .flatMap((list) => list.toSorted((one, other) => of(one) - of(other)));
}

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Case } from '../../never-green/case.ts';
import type { Told } from './tools.ts';

/** What a tool told of the cases in its last whole run. */
interface Results {
  readonly now: string;
  readonly told: readonly (readonly [id: string, Told])[];
}

const pathOf = (folder: string, tool: string): string => join(folder, `results-${tool}.json`);

export function keepResults(
  folder: string,
  tool: string,
  { cases, at, found }: { cases: readonly Case[]; at: Date; found: ReadonlyMap<number, Told> },
): void {
  mkdirSync(folder, { recursive: true });
  const told = [...found].map(([number, each]) => [cases[number]?.id, each]);
  writeFileSync(pathOf(folder, tool), JSON.stringify({ now: at.toISOString(), told }));
}

/** The last whole run's, by the numbers that the cases have now; what it did not know is not there. */
export function lastResults(
  folder: string,
  tool: string,
  cases: readonly Case[],
  numbers: readonly number[],
): { readonly at: Date; readonly found: ReadonlyMap<number, Told> } {
  const path = pathOf(folder, tool);
  if (!existsSync(path)) throw new Error(`${tool} was never run as a whole.`);
  const { now, told }: Results = JSON.parse(readFileSync(path, 'utf8'));
  const byId = new Map(told);
  const found = numbers.flatMap((number): [number, Told][] => {
    const each = byId.get(cases[number]?.id ?? '');
    return each ? [[number, each]] : [];
  });
  return { at: new Date(now), found: new Map(found) };
}

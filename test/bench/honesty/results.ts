import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Told } from './tools.ts';

/** What a tool told of a case, when, and what that depended on. */
export interface Kept {
  readonly fingerprint: string;
  readonly at: string;
  readonly told: Told;
}

const pathOf = (folder: string, tool: string): string => join(folder, `results-${tool}.json`);

/** What was kept of a tool, by the ids of cases. */
export function keptResults(folder: string, tool: string): ReadonlyMap<string, Kept> {
  const path = pathOf(folder, tool);
  if (!existsSync(path)) return new Map();
  const kept: readonly (readonly [id: string, Kept])[] = JSON.parse(readFileSync(path, 'utf8'));
  return new Map(kept);
}

export function keepResults(
  folder: string,
  tool: string,
  results: ReadonlyMap<string, Kept>,
): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(pathOf(folder, tool), JSON.stringify([...results]));
}

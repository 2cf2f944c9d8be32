import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';

import type { Case } from '../../never-green/case.ts';
import { runInProcess } from '../../never-green/in-process.ts';
import { runAsCommand } from '../../never-green/process.ts';
import type { Found } from '../../never-green/verdict.ts';
import { extensionDirectory } from '../../support/extensions.ts';
import type { State, Told } from './tools.ts';

const root = resolve(import.meta.dirname, '../../..');

/** What the others are held beside: this project, by the programs with which its own tests judge the corpus. */
export const assay = { name: 'assay', short: 'Assay', label: labelOf() };

function labelOf(): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return `Assay (${version}, of this commit)`;
}

const states: Readonly<Record<Found['state'], State>> = {
  pass: 'green',
  warn: 'warned',
  fail: 'red',
  error: 'red',
};

/** Hold Assay to the cases, over the files in the folder. */
export async function judgedByAssay(
  folder: string,
  cases: readonly Case[],
): Promise<ReadonlyMap<number, Told>> {
  process.env.ASSAY_EXTENSION_DIRECTORY ??= await extensionDirectory();
  const found = await runInProcess(
    cases.filter(({ run }) => run.kind !== 'process'),
    folder,
  );
  const told = new Map<number, Told>();
  for (const [number, one] of cases.entries()) {
    const out = found.get(one.id) ?? (await runAsCommand(one, folder));
    told.set(number, { state: states[out.state], detail: out.detail.split('\n')[0] ?? '' });
  }
  return told;
}

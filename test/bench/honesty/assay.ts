import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';

import type { Case } from '../../never-green/case.ts';
import { writeFiles } from '../../never-green/files.ts';
import { runInProcess } from '../../never-green/in-process.ts';
import { runAsCommand } from '../../never-green/process.ts';
import type { Found } from '../../never-green/verdict.ts';
import { wantedFiles } from '../../never-green/wanted.ts';
import { extensionDirectory } from '../../support/extensions.ts';
import { now } from '../../support/measured.ts';
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
  crash: 'red',
};

/**
 * Hold Assay to the cases of these numbers. Its clock stands still in its tests, so that it has files of its own, of that
 * time.
 */
export async function judgedByAssay(
  beside: string,
  cases: readonly Case[],
  numbers: readonly number[],
): Promise<ReadonlyMap<number, Told>> {
  process.env.ASSAY_EXTENSION_DIRECTORY ??= await extensionDirectory();
  const folder = join(beside, 'files');
  mkdirSync(folder, { recursive: true });
  const chosen = numbers.flatMap((number) => {
    const one = cases[number];
    return one ? [{ number, one }] : [];
  });
  const held = chosen.map(({ one }) => one);
  await writeFiles(folder, wantedFiles(held), now);
  const found = await runInProcess(
    held.filter(({ run }) => run.kind !== 'process'),
    folder,
  );
  const told = new Map<number, Told>();
  for (const { number, one } of chosen) {
    const out = found.get(one.id) ?? (await runAsCommand(one, folder));
    told.set(number, { state: states[out.state], detail: out.detail.split('\n')[0] ?? '' });
  }
  return told;
}

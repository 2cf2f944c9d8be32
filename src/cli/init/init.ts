import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { contractsScript } from '../contracts-script.ts';
import type { ReadingFlags } from '../reading/reading-flags.ts';
import { UsageError } from '../usage.ts';
import { addPlugin, type InitResult } from './add-plugin.ts';
import { firstContracts } from './first-contracts.ts';
import { workflowHere } from './workflow.ts';

/**
 * Sets a project up for contracts. Nothing that exists is overwritten; the result lists the steps that are left to do
 * by hand.
 */
export async function runInit(
  file: string | undefined,
  options: ReadingFlags,
): Promise<InitResult> {
  if (file === undefined && Object.keys(options).length > 0)
    throw new UsageError('init has flags that say how a file is read, and no file: give it too.');
  const config = await addPlugin();
  const others = [await addScript(), await addWorkflow()];
  const contract = await firstContracts(file, options, config.isDone);
  others.push(contract.said);
  // What is left to do is read last.
  const said = config.isDone ? [config.said, ...others] : [...others, '', config.said];
  return { said: said.join('\n'), isDone: config.isDone && contract.isDone };
}

async function addScript(): Promise<string> {
  if (!existsSync('package.json'))
    return 'There is no package.json here: run npm init first, then npm i -D assay vitest';
  const text = await readFile('package.json', 'utf8');
  const manifest = JSON.parse(text) as { scripts?: Record<string, string> };
  if (manifest.scripts?.contracts) return 'package.json has a script contracts already';
  const scripts = { ...manifest.scripts, contracts: contractsScript };
  const indent = /^[ \t]+/m.exec(text)?.[0] ?? '  ';
  await writeFile('package.json', `${JSON.stringify({ ...manifest, scripts }, null, indent)}\n`);
  return 'Added the script contracts to package.json';
}

async function addWorkflow(): Promise<string> {
  const path = '.github/workflows/contracts.yml';
  if (existsSync(path)) return `${path} exists already`;
  await mkdir(dirname(path), { recursive: true });
  const { text, doubt } = await workflowHere();
  await writeFile(path, text);
  return `Wrote ${path}, an example of how CI runs the contracts${doubt && `.${doubt}`}`;
}

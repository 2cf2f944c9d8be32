import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

import { extensionDirectory } from '../support/extensions.ts';
import { checkOutcomes } from './planner-agreement.ts';
import { termsOf } from './planner-expectations.ts';
import { type Peer, peerCommand, presentPeers, writeTerms } from './planner-peers.ts';
import { run } from './planner-process.ts';
import { contractConfig, contractText } from './planner-project.ts';
import { type Contestant, contractsOf, writeProject } from './scale-measure.ts';
import type { TextData } from './text-data.ts';
import { type FormatName, formats } from './text-formats.ts';

/** A project of Vitest with this many contracts of 24 expectations over the same files. */
export async function assayProject(
  name: string,
  format: FormatName,
  rows: number,
  files: readonly string[],
  contracts = 1,
  readingOptions = '',
): Promise<string> {
  const { dataset, extension } = formats[format];
  const { word, call } = dataset(files);
  const written = readingOptions === '' ? call : `${call.slice(0, -1)}, ${readingOptions})`;
  const options = extension ? { extensionDirectory: await extensionDirectory() } : {};
  const texts = Array.from({ length: contracts }, (_, at) => [
    `orders-${at}.contract.ts`,
    contractText(rows, { word, call: written }, `orders-${at}`),
  ]);
  return writeProject(name, {
    'vitest.config.ts': contractConfig(options),
    ...Object.fromEntries(texts),
  });
}

/** The SELECT by hand over files of a format, as a process. */
export async function selectByHand(
  format: FormatName,
  rows: number,
  files: readonly string[],
  folder: string,
): Promise<Contestant> {
  const extensions = formats[format].extension ? await extensionDirectory() : '';
  const program = join(import.meta.dirname, 'text-rival.ts');
  return {
    command: [process.execPath, program, format, String(rows), extensions, ...files],
    cwd: folder,
  };
}

/** The contract in pandera over polars; nothing where polars has no reader of the format. */
export function panderaOver(
  format: FormatName,
  rows: number,
  files: readonly string[],
  folder: string,
): Contestant | undefined {
  if (!formats[format].hasPolars) return undefined;
  const terms = join(folder, 'terms.json');
  writeTerms(terms, termsOf(rows), files, format);
  return { command: peerCommand(pandera(), terms), cwd: folder };
}

function pandera(): Peer {
  const peer = presentPeers().find(({ name }) => name === 'pandera');
  if (!peer) throw new Error('pandera is not set up: run npm run bench:peers -- pandera.');
  return peer;
}

/**
 * A run of a project that is not counted: all tests have to be green, and the values those that SQL finds in the Parquet
 * files with the same rows. What finds something else is not measured.
 */
export async function rehearse(folder: string, rows: number, data: TextData): Promise<void> {
  const contestant = contractsOf(folder);
  const outcomes = join(folder, 'outcomes.json');
  contestant.before?.();
  await run({ ...contestant, env: { ...contestant.env, BENCH_OUTCOMES: outcomes } });
  const program = join(import.meta.dirname, 'planner-rival.ts');
  const { stdout } = await run({
    command: [process.execPath, program, 'fused', String(rows), ...data.parquet],
    cwd: folder,
  });
  checkOutcomes(rows, JSON.parse(readFileSync(outcomes, 'utf8')), JSON.parse(stdout).values);
}

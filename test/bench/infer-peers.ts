import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { InferredFigures, ToolFigures } from './infer-figures.ts';
import { makeEnvironment, run } from './peers/environment.ts';
import { peerFolder, requirementsOf } from './planner-peers.ts';

/** A tool with a profiler of its own: the environment that it runs in, and its program's and its results' name. */
interface Profiler {
  readonly name: string;
  readonly environment: string;
  readonly label: string;
  readonly python: string;
}

/** The profilers. That of Great Expectations was in its version 0.18, for Python before 3.12, and is in none since. */
const profilers: readonly Profiler[] = [
  {
    name: 'pointblank',
    environment: 'pointblank',
    label: 'pointblank',
    python: process.env.PYTHON ?? 'python3',
  },
  {
    name: 'great-expectations',
    environment: 'great-expectations-profiler',
    label: 'great_expectations',
    python: process.env.PYTHON311 ?? 'python3.11',
  },
];

/** Makes the environments of the other tools, and has them judge the parts of the files. */
export function runProfilers(folder: string): void {
  for (const { name, environment, python } of profilers) {
    makeEnvironment(peerFolder(environment), requirementsOf(environment), python);
    const program = join(import.meta.dirname, `peers/infer_with_${name.replaceAll('-', '_')}.py`);
    run(join(peerFolder(environment), 'bin/python'), [program, folder]);
  }
}

/** Returns the figures of the other tools, of those that have any. */
export const profilerFigures = (folder: string): readonly ToolFigures[] =>
  profilers.flatMap(({ name, environment, label }) => {
    const file = join(folder, `infer-${name}.ndjson`);
    if (!existsSync(file)) return [];
    const pinned = readFileSync(requirementsOf(environment), 'utf8').split('\n');
    const version = pinned.find((line) => line.startsWith(`${label}==`)) ?? label;
    return [{ label: version.replace('==', ' '), figures: readFigures(file) }];
  });

/** Reads figures as a run wrote them, a line for each file. */
export const readFigures = (file: string): readonly InferredFigures[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as InferredFigures);

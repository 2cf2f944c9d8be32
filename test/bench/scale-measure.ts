import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';

import { type Command, run } from './planner-process.ts';
import { middle } from './scale-numbers.ts';

/** One line of docs/benchmarks/scale.md. */
export interface ScaleRow {
  /** The work, as a reader would ask for it: `1,000 CSV files of 1,000 rows`. */
  readonly work: string;
  /** The figure of Assay, with its unit: `2.1 s`. */
  readonly figure: string;
  /** The figure of what it is held against, with its name: `1.6 s, the same rows in one file`. */
  readonly rival: string;
  /** The figure of Assay through that of the rival, both of this run; NaN where there is no rival. */
  readonly ratio: number;
  /** The peak memory of Assay's processes at one time, in MiB; NaN where it was not measured. */
  readonly memory: number;
  /** The ratio that should be reached; left out where none was set. */
  readonly reach?: number;
  /** The memory that should not be exceeded, in MiB. */
  readonly reachMemory?: number;
}

/** What a file `scale-*.ts` exports as `scale`: its lines, measured now. */
export type Scale = (options: ScaleOptions) => Promise<readonly ScaleRow[]>;

export interface ScaleOptions {
  /** How many runs of each the medians are of. */
  readonly runs: number;
  /** Work at a tenth of its size, for whoever changes a benchmark. */
  readonly small: boolean;
}

/** The root of this repository. */
export const root = resolve(import.meta.dirname, '../..');

/** The folder of all that benchmarks make and keep; `npm ci` removes it. */
export const benchFolder = join(root, 'node_modules/.cache/assay-bench');

/** Medians of some runs of a command. */
export interface Measured {
  /** Of the whole process, by the clock. */
  readonly seconds: number;
  /** Of the processor, for all its processes. */
  readonly processor: number;
  /** The peak memory of all its processes at one time, in MiB. */
  readonly memory: number;
  /** What the last run printed. */
  readonly stdout: string;
}

/** A command that is measured, with what makes it ready before each run. */
export interface Contestant extends Command {
  readonly before?: () => void;
}

/**
 * Runs the contestants as whole processes in turns, so that a busy moment of the machine meets all of them, after one round
 * that is not counted unless `isWarm` says that the files have been read already. A process that ends with another code
 * than 0 is an error.
 */
export async function inTurns<Name extends string>(
  contestants: Readonly<Record<Name, Contestant>>,
  runs: number,
  { isWarm = false }: { readonly isWarm?: boolean } = {},
): Promise<Readonly<Record<Name, Measured>>> {
  const names = Object.keys(contestants) as Name[];
  const turns = new Map<Name, Awaited<ReturnType<typeof run>>[]>(names.map((name) => [name, []]));
  for (let turn = isWarm ? 0 : -1; turn < runs; turn += 1) {
    for (const name of names) {
      contestants[name].before?.();
      const done = await run(contestants[name]);
      if (turn >= 0) turns.get(name)?.push(done);
    }
  }
  const medians = names.map((name): [Name, Measured] => {
    const all = turns.get(name) ?? [];
    return [
      name,
      {
        seconds: middle(all.map(({ seconds }) => seconds)),
        processor: middle(all.map(({ processor }) => processor)),
        memory: middle(all.map(({ together }) => together)),
        stdout: all.at(-1)?.stdout ?? '',
      },
    ];
  });
  return Object.fromEntries(medians) as Record<Name, Measured>;
}

/** A line of seconds beside seconds. */
export function compared(
  work: string,
  ours: Measured,
  [name, rival]: readonly [name: string, rival: Measured],
  reach?: number,
): ScaleRow {
  return {
    work,
    figure: `${ours.seconds.toFixed(2)} s`,
    rival: `${rival.seconds.toFixed(2)} s, ${name}`,
    ratio: ours.seconds / rival.seconds,
    memory: ours.memory,
    ...(reach === undefined ? {} : { reach }),
  };
}

/**
 * Writes an empty folder of these files in which `assay` is the built package (run `npm run build` first), as an install
 * makes it: Vitest would transform the files of a linked folder as if they were the user's own. Returns the folder.
 */
export function writeProject(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(benchFolder, name);
  rmSync(folder, { recursive: true, force: true });
  const installed = join(folder, 'node_modules/assay');
  cpSync(join(root, 'dist'), join(installed, 'dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(installed, 'package.json'));
  for (const [path, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** A vitest.config.ts with the plugin and these options of it. */
export const configText = (options: Readonly<Record<string, unknown>> = {}): string =>
  `import { contracts } from 'assay/plugin';
export default { plugins: [contracts(${JSON.stringify(options)})] };
`;

/** The contracts of a project, from a cold cache each time unless `keepsCache`. */
export function contractsOf(folder: string, { keepsCache = false } = {}): Contestant {
  return {
    ...vitest(folder, '--project', 'contracts'),
    ...(keepsCache ? {} : { before: () => emptyCache(folder) }),
  };
}

/** Vitest in a folder. */
export function vitest(folder: string, ...args: readonly string[]): Contestant {
  return {
    command: [process.execPath, join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...args],
    cwd: folder,
    // In CI Assay keeps nothing of a run.
    env: { CI: undefined },
  };
}

/** Forgets what Assay kept of earlier runs, so that the next one is cold. */
export function emptyCache(folder: string): void {
  rmSync(join(folder, 'node_modules/.cache/assay'), { recursive: true, force: true });
}

import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import type { Report } from '../../src/outcome/report.ts';
import { outerEnvironment } from '../support/package.ts';
import type { Case } from './case.ts';
import { fileName, sqliteTable } from './files.ts';
import { worstOf } from './in-process.ts';
import { projectFiles } from './project.ts';
import type { Found } from './verdict.ts';

const root = resolve(import.meta.dirname, '../..');

/** Run a case as the command that CI runs, in a project of its own below a folder where its files were written. */
export async function runAsCommand(one: Case, folder: string): Promise<Found> {
  if (one.run.kind !== 'process') throw new Error(`${one.id} is not run as a command.`);
  const { situation } = one.run;
  const project = makeProject(projectFiles(one, situation, folder), folder);
  if (situation === 'one file') return await checkOneFile(one, project, folder);
  const only = situation === 'filter selects nothing' ? ['-t', 'no check has this name'] : [];
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['default', `${root}/reporters/json.ts`].map((name) => `--reporter=${name}`);
  const picked = situation === 'no contract file beside others' ? [] : ['--project=contracts'];
  const args = [vitest, 'run', ...picked, ...reporters, ...only];
  const { code, output } = await run(project, args);
  const path = join(project, 'assay-report/contracts.json');
  const report = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Report) : null;
  return foundIn(code, report, output);
}

/** A project with assay, Vitest and zod, as they are here. */
function makeProject(files: Readonly<Record<string, string>>, folder: string): string {
  const project = mkdtempSync(join(folder, 'project-'));
  mkdirSync(join(project, 'node_modules'));
  for (const name of ['vitest', 'zod'])
    symlinkSync(join(root, 'node_modules', name), join(project, 'node_modules', name));
  symlinkSync(root, join(project, 'node_modules/assay'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(project, name), text);
  return project;
}

/**
 * What exit code and report say together. Where they disagree, or where there is no report, the run is as green as the
 * greener of them: somebody reads only that one. A missing report is red for whoever reads it.
 */
function foundIn(code: number | null, report: Report | null, output: string): Found {
  const detail = `exit code ${code}, report ${report?.state ?? 'missing'}\n${output}`;
  const outcomes = report?.contracts.flatMap((one) => one.outcomes) ?? [];
  if (code === 0 || report?.state === 'passed') {
    const isWarned = outcomes.some(({ state }) => state === 'warned');
    return { state: isWarned ? 'warn' : 'pass', detail };
  }
  const { state } = worstOf(outcomes.filter(({ origin }) => origin === 'declared'));
  return { state: state === 'fail' ? 'fail' : 'error', detail };
}

/** `assay check` tells a broken contract from one that could not be judged by its exit code. */
async function checkOneFile({ data, source }: Case, project: string, folder: string) {
  const main = join(root, 'src/cli/main.ts');
  const table = source === 'sqlite' ? ['--table', sqliteTable] : [];
  const file = join(folder, fileName(data, source));
  const args = ['--conditions=assay-source', main, 'check', file, 'case.contract.ts', ...table];
  const { code, output } = await run(project, args);
  const states = ['pass', 'fail', 'error'] as const;
  return { state: states[code ?? 2] ?? 'error', detail: `exit code ${code}\n${output}` };
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

function run(cwd: string, args: readonly string[]): Promise<Ended> {
  const { ASSAY_EXTENSION_DIRECTORY } = process.env;
  const env = { ...outerEnvironment(), ASSAY_EXTENSION_DIRECTORY, ASSAY_CACHE: 'off', CI: 'true' };
  const child = spawn(process.execPath, args, { cwd, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done({ code, output }));
  });
}

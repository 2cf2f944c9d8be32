import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Chalk, type ChalkInstance, supportsColor } from 'chalk';
import type { Contract } from '../contract/contract.ts';
import { titledExpectations } from '../contract/title.ts';
import { closeEngines } from '../engine/duckdb.ts';
import { progressLine } from '../engine/progress-line.ts';
import { failureMessage } from '../outcome/failure.ts';
import type { Outcome, State } from '../outcome/outcome.ts';
import { counted } from '../outcome/text.ts';
import { measure } from '../plan/measure.ts';
import { environmentSettings } from '../vitest/options.ts';
import { recordVerifyCalls } from '../vitest/outside.ts';
import { sourceOf } from './source.ts';
import { exitCodes, UsageError } from './usage.ts';

export interface CheckOptions {
  readonly table?: string;
}

/** Hold a data file to the contracts that a file exports or verifies; prints, and gives the exit code. */
export async function runCheck(
  file: string,
  contractFile: string,
  options: CheckOptions,
): Promise<number> {
  const { dataset } = sourceOf(file, options.table);
  const contracts = await loadContracts(contractFile);
  const color = new Chalk({ level: supportsColor ? supportsColor.level : 0 });
  const { now, timeout: _, ...engine } = environmentSettings(process.env);
  const outcomes: Outcome[] = [];
  try {
    for (const contract of contracts) {
      const selected = new Set(titledExpectations(contract).map(({ id }) => id));
      const settings = {
        ...engine,
        root: process.cwd(),
        now: now ? new Date(now) : new Date(),
        onProgress: progressLine(`assay: scanning ${dataset.label}`),
      };
      const found = await measure({ contract, dataset, selected, settings });
      process.stdout.write(`${report(contract.name, dataset.label, found, color)}\n`);
      outcomes.push(...found);
    }
  } finally {
    await closeEngines();
  }
  return exitCode(outcomes);
}

/** Could not be judged outweighs broken: what else is wrong is not known then. */
function exitCode(outcomes: readonly Outcome[]): number {
  const has = (state: State) => outcomes.some((outcome) => outcome.state === state);
  if (outcomes.length === 0 || has('errored') || has('notRun')) return exitCodes.notJudged;
  return has('failed') ? exitCodes.broken : exitCodes.kept;
}

async function loadContracts(path: string): Promise<readonly Contract[]> {
  if (!existsSync(path)) throw new UsageError(`There is no contract file '${path}'.`);
  const calls = recordVerifyCalls();
  const module = await importContract(path);
  const exported = Object.values(module).filter(isContract);
  const found = [...new Set([...exported, ...calls.map(({ contract }) => contract)])];
  if (found.length === 0) {
    throw new UsageError(
      `'${path}' exports no contract: write export const name = contract('name', ...).`,
    );
  }
  return found;
}

type Module = Readonly<Record<string, unknown>>;

/** As Vite runs it for Vitest: TypeScript, whatever the project's kind of modules. */
async function importContract(path: string): Promise<Module> {
  try {
    const { runnerImport } = await import('vite');
    return (await runnerImport<Module>(resolve(path), { configFile: false, logLevel: 'silent' }))
      .module;
  } catch (error) {
    throw unloadable(path, error);
  }
}

const unloadable = (path: string, error: unknown) =>
  new UsageError(
    `'${path}' could not be loaded: ${error instanceof Error ? error.message : String(error)}`,
  );

const isContract = (value: unknown): value is Contract =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'contract';

const words: Readonly<Record<State, string>> = {
  passed: 'passed',
  warned: 'warned',
  failed: 'failed',
  errored: 'could not be judged',
  notRun: 'not run',
};

/** What is wrong in full, then the count; an expectation that holds is counted only. */
function report(
  contract: string,
  dataset: string,
  outcomes: readonly Outcome[],
  color: ChalkInstance,
): string {
  const paint: Readonly<Record<State, (text: string) => string>> = {
    passed: color.green,
    warned: color.yellow,
    failed: color.red,
    errored: color.red,
    notRun: color.red,
  };
  const told = oncePerProblem(outcomes.filter(({ state }) => state !== 'passed'));
  const counts = (Object.keys(words) as State[])
    .map((state) => [state, outcomes.filter((outcome) => outcome.state === state).length] as const)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => paint[state](`${count} ${words[state]}`));
  return [
    '',
    `${color.bold(contract)} on ${dataset}`,
    ...told.flatMap((outcome) => [
      '',
      `${paint[outcome.state](mark(outcome))} ${failureMessage(outcome)}`,
    ]),
    '',
    `${counted(outcomes.length, 'expectation')}: ${counts.join(', ')}`,
  ].join('\n');
}

const mark = ({ state }: Outcome) => (state === 'warned' ? '!' : '×');

/** What keeps all from being judged is told once. */
function oncePerProblem(outcomes: readonly Outcome[]): readonly Outcome[] {
  const seen = new Set<string>();
  return outcomes.filter(({ problem }) => {
    if (!problem?.code.match(/^(DATASET|EXTENSION)_/)) return true;
    const isNew = !seen.has(problem.message);
    seen.add(problem.message);
    return isNew;
  });
}

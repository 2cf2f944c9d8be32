import { resolve } from 'node:path';
import process from 'node:process';
import type { Plugin } from 'vitest/config';
import type { InlineConfig, TestProject, TestSpecification, Vitest } from 'vitest/node';
import { collect } from '../../../reporters/collect.ts';
import type { Report } from '../../outcome/report.ts';
import { StoreError } from '../../store/store-error.ts';
import { pathFrom, slashed } from '../../system/paths.ts';
import { messageOf } from '../../value/thrown.ts';
import { endedRun } from '../guard/ended-run.ts';
import { apartFromExit } from '../guard/exit-code.ts';
import { isContractsConfig, isContractsProject } from '../plugin/contracts-project.ts';
import { globPattern } from '../plugin/watch-data.ts';
import type { GateContext } from './gate-context.ts';
import type { GatedCall } from './gated-call.ts';
import { refuseUnmasked } from './refuse-unmasked.ts';

/** The contracts that a gate runs, and how. */
export interface ContractsRequest {
  readonly root: string;
  /** The Vitest config; the one that Vitest finds unless given. */
  readonly config: string | undefined;
  /** Globs of the contract files; all unless given. */
  readonly contracts: readonly string[];
  /** The reporters; those of the config unless given. */
  readonly reporters: InlineConfig['reporters'] | undefined;
  readonly context: GateContext;
}

/** The findings of a run of contracts. */
export interface ContractsRun {
  readonly report: Report;
  readonly calls: readonly GatedCall[];
}

/**
 * Runs contract files through Vitest in this process, with the user's own config and reporters. Filters of the config are
 * of no avail: what they leave out is not run, and a gate does not pass what was not run.
 *
 * @throws {StoreError} `GATE_UNJUDGED` if Vitest can't run the contracts at all, `STORE_USAGE` for a glob without a file.
 */
export function runContracts(request: ContractsRequest): Promise<ContractsRun> {
  return inTurn(() =>
    apartFromExit(() =>
      asTestEnvironment(async () => {
        const vitest = await started(request);
        try {
          return await ran(vitest, request);
        } finally {
          await vitest.close();
        }
      }),
    ),
  );
}

let last: Promise<unknown> = Promise.resolve();

/** Runs work after all before it: Vitest and what its end means belong to the whole process. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(work);
  last = turn.catch(() => {});
  return turn;
}

/** Runs work in the environment of a test run, as Vitest's command line sets it. */
async function asTestEnvironment<T>(work: () => Promise<T>): Promise<T> {
  const { VITEST, TEST, NODE_ENV } = process.env;
  Object.assign(process.env, { VITEST: 'true', TEST: 'true', NODE_ENV: NODE_ENV ?? 'test' });
  try {
    return await work();
  } finally {
    for (const [name, value] of Object.entries({ VITEST, TEST, NODE_ENV }))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  }
}

async function started({ root, config, reporters }: ContractsRequest): Promise<Vitest> {
  try {
    const { createVitest } = await import('vitest/node');
    return await createVitest(
      'test',
      {
        root,
        ...(config !== undefined && { config: resolve(root, config) }),
        ...(reporters !== undefined && { reporters }),
        run: true,
        watch: false,
        // A gate judges by what was recorded before, and lets nothing through that was lost.
        update: 'none',
        bail: 0,
        coverage: { enabled: false },
        dangerouslyIgnoreUnhandledErrors: false,
      },
      { plugins: [onlyContracts] },
    );
  } catch (error) {
    throw unjudged(`Vitest could not be started: ${messageOf(error)}`);
  }
}

/** The plugin that leaves out the projects of a config file that are not of contracts: they need not even be set up. */
const onlyContracts: Plugin = {
  name: 'assay:gate',
  enforce: 'post',
  config: {
    order: 'post',
    handler({ test }) {
      const projects = test?.projects ?? [];
      const isOfContracts = (one: (typeof projects)[number]) =>
        typeof one === 'object' && 'test' in one && isContractsConfig(one.test ?? {});
      if (!test || !projects.some(isOfContracts)) return;
      // A project in a file of its own may have contracts as well.
      test.projects = projects.filter((one) => typeof one === 'string' || isOfContracts(one));
    },
  },
};

async function ran(vitest: Vitest, request: ContractsRequest): Promise<ContractsRun> {
  const { root, context } = request;
  const projects = vitest.projects.filter(isContractsProject);
  if (projects.length === 0)
    throw unjudged(
      `The Vitest config of ${root} runs no contracts: add the plugin contracts() of assay/plugin to it.`,
    );
  for (const project of projects) {
    // The Vitest config is code, which may set the environment of the plugin.
    refuseUnmasked(project.config.provide.assay?.settings ?? {});
    project.provide('assayGate', context);
    // Snapshots of other names are those of the same store.
    project.config.env = { ...project.config.env, ASSAY_STORE: context.store };
  }
  const specifications = await specificationsOf(projects, request);
  const startedAt = new Date();
  await vitest
    .standalone()
    .then(() => vitest.runTestSpecifications([...specifications], true))
    .catch((error: unknown) => {
      throw unjudged(`The contracts could not be run: ${messageOf(error)}`);
    });
  const ended = endedRun(vitest);
  if (ended === undefined) throw unjudged('The run of the contracts did not end.');
  const report = collect({ ...ended, startedAt });
  const missing = specifications.filter(
    ({ moduleId }) => !ended.modules.some((module) => module.moduleId === moduleId),
  );
  if (missing.length > 0)
    throw unjudged(
      `Contract files did not run: ${missing.map((one) => pathFrom(root, one.moduleId)).join(', ')}.`,
    );
  return { report, calls: ended.modules.flatMap((module) => module.meta().assayGated ?? []) };
}

async function specificationsOf(
  projects: readonly TestProject[],
  { root, contracts }: ContractsRequest,
): Promise<readonly TestSpecification[]> {
  const found = await Promise.all(
    projects.map(async (project) =>
      (await project.globTestFiles()).testFiles.map((file) => project.createSpecification(file)),
    ),
  );
  const all = found.flat();
  if (all.length === 0)
    throw unjudged(
      `There is no contract file to run: the globs are ${projects.flatMap(({ config }) => config.include).join(', ')}.`,
    );
  const patterns = contracts.map((glob) => ({
    glob,
    pattern: globPattern(slashed(resolve(root, glob))),
  }));
  const idle = patterns.find(
    ({ pattern }) => !all.some(({ moduleId }) => pattern.test(slashed(moduleId))),
  );
  if (idle !== undefined)
    throw new StoreError(
      'STORE_USAGE',
      `No contract file matches ${idle.glob}: there are ${all.map(({ moduleId }) => pathFrom(root, moduleId)).join(', ')}.`,
    );
  return contracts.length === 0
    ? all
    : all.filter(({ moduleId }) => patterns.some(({ pattern }) => pattern.test(slashed(moduleId))));
}

const unjudged = (message: string) => new StoreError('GATE_UNJUDGED', message);

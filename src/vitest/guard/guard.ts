import type { TestAnnotation } from 'vitest';
import type {
  Reporter,
  SerializedError,
  TestCase,
  TestModule,
  TestRunEndReason,
  TestSpecification,
  TestSuite,
  Vitest,
} from 'vitest/node';
import { experimental_getRunnerTask as runnerTask } from 'vitest/node';
import { pathFrom } from '../../system/paths.ts';
import { baselineUpdates } from '../plugin/baseline-updates.ts';
import { isContractsProject, pluginName } from '../plugin/contracts-project.ts';
import type { ShardRecord } from '../worker-context.ts';
import { allowEmptyRun } from './allow-nothing.ts';
import { noteEndedRun } from './ended-run.ts';
import { expectEnd, failExit } from './exit-code.ts';
import { fileFilters } from './file-filters.ts';
import { type KeptBaselines, keepBaselines } from './keep-baselines.ts';
import { compareManifest, type Manifest, noContractFile } from './manifest.ts';
import { maskFrame, maskSource, type PrintedError } from './masked-frames.ts';
import { activeFilters, isOurs, manifestErrorName, recordModule } from './record-run.ts';
import type { ManifestProblem, TestRecord } from './run-record.ts';
import { mergeProblems, shardRecord } from './shards.ts';
import { findSurroundings, type Surroundings } from './surroundings.ts';
import { isUnaffected, noteAffected, noteIfUnaffected } from './unaffected-run.ts';
import { wholeRun } from './whole-run.ts';

/** Options of the guard. */
export interface GuardOptions {
  readonly allowNoneSelected: boolean;
}

/**
 * The reporter that compares every run with its manifest. It comes first, and its hooks at ends are synchronous. Later
 * reporters therefore see a file that lost something as failed, and each test without a result with its reason.
 */
export class Guard implements Reporter {
  readonly #vitest: Vitest;
  readonly #options: GuardOptions;
  readonly #selected = new Map<string, boolean>();
  readonly #ended = new Set<string>();
  #specifications: readonly TestSpecification[] = [];
  #cancelled = false;
  #listening = false;
  #runEnded = () => {};
  /** The problems and warnings that were found before the run. */
  #around: Surroundings = { problems: [], warnings: [] };
  /** Returns true if the run had only some of the contract files. */
  #isPartial = (_modules: readonly TestModule[]): boolean => false;
  #shard: ShardRecord | null = null;
  readonly #notices: string[] = [];
  /** The numbers of baselines that the last run wrote, updated and removed. */
  baselines: readonly string[] = [];
  /** The warnings of the last run. */
  warnings: readonly string[] = [];

  constructor(vitest: Vitest, options: GuardOptions) {
    this.#vitest = vitest;
    this.#options = options;
  }

  /** Makes a process that ends before its run has ended fail. */
  onInit(): void {
    this.#runEnded = expectEnd();
    if (this.#vitest.config.watch) this.#runEnded();
  }

  async onTestRunStart(specifications: readonly TestSpecification[]): Promise<void> {
    // Another reporter that throws here ends the run, and with it the server, while this goes on.
    const { plugins } = this.#vitest.vite.config;
    this.#specifications = specifications;
    noteIfUnaffected(this.#vitest, specifications);
    this.#selected.clear();
    this.#ended.clear();
    this.#cancelled = false;
    this.#listening = false;
    this.warnings = [];
    this.baselines = [];
    this.#shard = await shardRecord(this.#vitest);
    // A shard may be without contract files where another one has some.
    if (this.#shard?.files.length === 0) noteAffected(this.#vitest);
    this.#around = await findSurroundings(this.#vitest, this.#options);
    const ours = plugins.filter(({ name }) => name === pluginName);
    this.#isPartial = await wholeRun(this.#vitest, ours.length);
  }

  /** Listens for cancellation. Vitest drops its listeners when a run starts, so it is registered after that. */
  onTestModuleQueued(): void {
    if (this.#listening) return;
    this.#listening = true;
    this.#vitest.onCancel(() => {
      this.#cancelled = true;
    });
  }

  onTestModuleCollected(module: TestModule): void {
    for (const test of module.children.allTests()) {
      this.#selected.set(
        test.id,
        runnerTask(test).mode === 'run' || runnerTask(test).mode === 'queued',
      );
    }
  }

  /** Gives an annotation of Assay's the location of its expectation, since it has none of its own. */
  onTestCaseAnnotate(test: TestCase, annotation: TestAnnotation): void {
    if (!test.meta().assay || !test.location) return;
    annotation.location ??= { ...test.location, file: test.module.moduleId };
  }

  onTestCaseResult(test: TestCase): void {
    this.#maskFrames(test.module, test.result().errors);
  }

  onTestSuiteResult(suite: TestSuite): void {
    this.#maskFrames(suite.module, suite.errors());
  }

  /** Masks the frames of errors, which later reporters print. */
  #maskFrames(module: TestModule, errors: readonly PrintedError[] = []): void {
    if (isOurs(module)) for (const error of errors) maskFrame(error, module.project.config.root);
  }

  /** Judges the run at the end of its last file, before Vitest itself uses the states of the files. */
  onTestModuleEnd(module: TestModule): void {
    const errors: readonly PrintedError[] = module.errors();
    if (isOurs(module)) for (const error of errors) maskSource(error);
    this.#maskFrames(module, errors);
    this.#ended.add(module.id);
    if (this.#ended.size >= this.#specifications.length) this.#judge();
  }

  onTestRunEnd(
    modules: readonly TestModule[],
    errors: readonly SerializedError[],
    reason: TestRunEndReason,
  ): void {
    for (const error of errors) maskFrame(error, this.#vitest.config.root);
    this.#cancelled ||= reason === 'interrupted';
    const found = this.#judge();
    const before = [
      ...found.problems,
      ...this.#around.problems,
      ...this.#nothingToRun(),
      ...(this.#isMerge ? mergeProblems(modules, this.#specifications) : []),
    ];
    const isRed = before.length > 0 || reason !== 'passed' || isHeeded(errors, this.#vitest);
    const kept = this.#keepBaselines(modules, !isRed && !this.#cancelled);
    this.baselines = kept.counts;
    const problems = [...before, ...kept.problems.map(baselineProblem)];
    if (this.#shard) for (const one of modules) runnerTask(one).meta.assayShard = this.#shard;
    this.warnings = [
      ...this.#notices.splice(0),
      ...this.#around.warnings,
      ...found.warnings,
      ...kept.warnings,
    ];
    if (isRed || problems.length > 0) failExit();
    this.#runEnded();
    if (this.#mayBeNothing() || isUnaffected(this.#vitest)) allowEmptyRun(errors);
    // All reporters are given this one list, and ours is the first: what has no file to stand on is told here.
    const told = errors as SerializedError[];
    told.push(...problems.filter(({ module }) => module === null).map(manifestError));
    noteEndedRun(this.#vitest, { modules, errors, reason });
  }

  /** Writes the baselines that a run recorded. A merge has those of its shards, which wrote them. */
  #keepBaselines(modules: readonly TestModule[], isGood: boolean): KeptBaselines {
    if (this.#isMerge) return { counts: [], warnings: [], problems: [] };
    const ours = modules.filter(isOurs);
    return keepBaselines({
      root: this.#vitest.config.root,
      mode: baselineUpdates(this.#vitest, process.env),
      isGood,
      isWhole: !this.#isPartial(this.#vitest.state.getTestModules()) && this.#shard === null,
      files: ours.map(({ moduleId }) => moduleId),
      declared: ours.flatMap((module) => module.meta().assayBaselines ?? []),
      recordings: ours.flatMap((module) => module.meta().assayRecorded ?? []),
    });
  }

  /** Adds a warning to the end of the next run. */
  notice(text: string): void {
    this.#notices.push(text);
  }

  /**
   * Returns a problem if the run has no contract files at all. `passWithNoTests` and other passing tests do not matter;
   * the user's own filters do. A run in watch mode may be empty, since a person sees it.
   */
  #nothingToRun(): readonly ManifestProblem[] {
    const { projects, config } = this.#vitest;
    const isOwn = projects.every(isContractsProject);
    const isAny = this.#specifications.some(({ project, testModule }) =>
      testModule ? isOurs(testModule) : isContractsProject(project),
    );
    if (isAny || this.#mayBeNothing() || isUnaffected(this.#vitest)) return [];
    if (config.watch && !isOwn) return [];
    const filters = this.#specifications.length === 0 ? fileFilters(this.#vitest) : [];
    return [noContractFile(projects.filter(isContractsProject), { isOwn, filters })];
  }

  get #isMerge(): boolean {
    return this.#vitest.config.mergeReports !== undefined;
  }

  #mayBeNothing(): boolean {
    const { changed, related } = this.#vitest.config;
    return this.#options.allowNoneSelected || Boolean(changed) || Boolean(related);
  }

  /** Counts the selected tests of this run in files without contracts. */
  #otherTests(ids: ReadonlySet<string>): number {
    const others = this.#vitest.state
      .getTestModules()
      .filter((module) => !isOurs(module) && ids.has(nameOf(module)));
    const tests = others.flatMap((module) => [...module.children.allTests()]);
    return tests.filter(({ id }) => this.#selected.get(id)).length;
  }

  #judge(): Manifest {
    const ids = new Set(this.#specifications.map(nameOf));
    const all = this.#vitest.state
      .getTestModules()
      .filter(isOurs)
      .map((module) => ({ module, ...recordModule(module, { selected: this.#selected }) }));
    const ran = all.filter(({ module }) => ids.has(nameOf(module)));
    const found = compareManifest({
      modules: ran.map(({ record }) => record),
      others: all.filter((one) => !ran.includes(one)).map(({ record }) => record),
      otherTests: this.#otherTests(ids),
      filters: activeFilters(this.#vitest, this.#specifications),
      interrupted: this.#cancelled,
      isPartial: this.#isPartial(all.map(({ module }) => module)),
      isShard: this.#shard !== null,
      merged: this.#isMerge,
      missing: this.#specifications
        .filter(isMissing)
        .map(({ moduleId, project }) => pathFrom(project.config.root, moduleId)),
      allowNoneSelected: this.#options.allowNoneSelected,
    });
    for (const { module, record, cases } of ran) {
      giveReasons(cases, found);
      fail(
        module,
        found.problems.filter((problem) => problem.module === record),
      );
    }
    return found;
  }
}

const baselineProblem = (message: string): ManifestProblem => ({
  code: 'BASELINE_NOT_WRITTEN',
  module: null,
  message,
});

const nameOf = (one: { readonly project: { readonly name: string }; readonly moduleId: string }) =>
  `${one.project.name} ${one.moduleId}`;

/** True if the run's unhandled errors count; a user may set `dangerouslyIgnoreUnhandledErrors`. */
const isHeeded = ({ length }: readonly SerializedError[], { config }: Vitest): boolean =>
  length > 0 && !config.dangerouslyIgnoreUnhandledErrors;

function giveReasons(cases: ReadonlyMap<TestRecord, TestCase>, { notRun }: Manifest): void {
  for (const [record, test] of cases) {
    const problem = notRun.get(record);
    if (problem) runnerTask(test).meta.assay = { ...record.outcome, problem };
  }
}

/** Makes a file fail with the manifest's errors, so that Vitest's own reporters show it too. */
function fail(module: TestModule, problems: readonly ManifestProblem[]): void {
  if (problems.length === 0) return;
  const task = runnerTask(module);
  const others = (task.result?.errors ?? []).filter(({ name }) => name !== manifestErrorName);
  task.mode = 'run';
  task.result = {
    ...task.result,
    state: 'fail',
    errors: [...others, ...problems.map(manifestError)],
  };
}

const manifestError = ({ message }: ManifestProblem) => ({
  name: manifestErrorName,
  message,
  stack: `${manifestErrorName}: ${message}`,
  stacks: [],
});

/** True for a contract file that was never collected. */
const isMissing = ({ project, testModule }: TestSpecification): boolean =>
  isContractsProject(project) &&
  (testModule === undefined || (isWaiting(testModule) && testModule.children.size === 0));

const isWaiting = (module: TestModule): boolean =>
  module.state() === 'queued' || module.state() === 'pending';

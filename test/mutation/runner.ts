import { join, relative, resolve } from 'node:path';
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  type DryRunOptions,
  type DryRunResult,
  DryRunStatus,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestRunner,
  TestStatus,
} from '@stryker-mutator/api/test-runner';
import { createVitest, type Vitest } from 'vitest/node';
import type { Asked, Told } from './messages.ts';
import { isAsked } from './sample.ts';
import { mutationTests } from './tests.ts';

/** A worker is started anew after so many loads of all modules: what was loaded is never let go of. */
const mostReloads = 60;

/** A Vitest worker that keeps the tests loaded, and what it is asked. */
class Host {
  readonly #name = `assay-mutation-${process.pid}-${performance.now()}`;
  readonly #channel = new BroadcastChannel(this.#name);
  #vitest: Vitest | undefined;
  #ended: Promise<unknown> = Promise.resolve();

  async start(): Promise<void> {
    const root = process.cwd();
    const vitest = await createVitest('test', {
      root,
      config: 'vitest.mutation.config.ts',
      include: ['test/mutation/host.ts'],
      // What tests import in place of what they name.
      alias: {
        vitest: join(root, 'test/mutation/collect.ts'),
        'fast-check': join(root, 'test/mutation/few-runs.ts'),
      },
      pool: 'threads',
      maxWorkers: 1,
      watch: false,
      reporters: [{}],
      onConsoleLog: () => false,
    });
    this.#vitest = vitest;
    vitest.provide('mutationChannel', this.#name);
    vitest.provide('mutationTests', mutationTests(root));
    const ready = this.#next();
    this.#ended = vitest.start([join(root, 'test/mutation/host.ts')]);
    const failed = this.#ended.then(() => {
      const errors = vitest.state
        .getFiles()
        .flatMap(({ result, tasks }) => [
          ...(result?.errors ?? []),
          ...tasks.flatMap((task) => task.result?.errors ?? []),
        ]);
      throw new Error(
        `The tests could not be loaded: ${errors.map((one) => one.stack ?? one.message).join('\n')}`,
      );
    });
    await Promise.race([ready, failed]);
  }

  #next(): Promise<Told> {
    return new Promise((resolve) => {
      this.#channel.onmessage = ({ data }: MessageEvent) => {
        const { told } = data as { readonly told?: Told };
        if (told) resolve(told);
      };
    });
  }

  ask(asked: Asked): Promise<Told> {
    const told = this.#next();
    this.#channel.postMessage({ asked });
    return told;
  }

  async end(): Promise<void> {
    this.#channel.postMessage({ asked: { kind: 'end' } satisfies Asked });
    await this.#ended.catch(() => undefined);
    await this.#vitest?.close();
    this.#channel.close();
  }
}

class KeepingRunner implements TestRunner {
  #host: Host | null = null;
  #reloads = 0;
  /** A mutant left something behind: a test that never ends, a failure that stays. */
  #isSpoilt = false;

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    process.env.NODE_ENV = 'test';
    process.env.VITEST = '1';
    await this.#restart();
  }

  async #restart(): Promise<Host> {
    await this.#host?.end();
    this.#reloads = 0;
    this.#isSpoilt = false;
    this.#host = new Host();
    await this.#host.start();
    return this.#host;
  }

  async dryRun({ files = [] }: DryRunOptions): Promise<DryRunResult> {
    const host = this.#host ?? (await this.#restart());
    const told = await host.ask({
      kind: 'dry',
      sources: files.map((file) => relative(process.cwd(), file)),
    });
    if (told.kind !== 'dry') {
      return { status: DryRunStatus.Error, errorMessage: JSON.stringify(told) };
    }
    return {
      status: DryRunStatus.Complete,
      mutantCoverage: told.coverage,
      tests: told.tests.map(({ id, file, ms, failure }) => {
        const test = { id, name: id, fileName: resolve(file), timeSpentMs: ms };
        return failure === null
          ? { ...test, status: TestStatus.Success }
          : { ...test, status: TestStatus.Failed, failureMessage: failure };
      }),
    };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const source = relative(process.cwd(), options.sandboxFileName);
    if (!isAsked(options.activeMutant, source))
      return { status: MutantRunStatus.Error, errorMessage: 'It is not asked for.' };
    const isStatic = options.mutantActivation === 'static';
    const asked: Asked = {
      kind: 'mutant',
      id: options.activeMutant.id,
      source,
      tests: options.testFilter ?? null,
      hitLimit: options.hitLimit ?? null,
      isStatic,
    };
    if (isStatic) this.#reloads += 1;
    const isWorn = this.#isSpoilt || this.#reloads > mostReloads;
    const host = this.#host === null || isWorn ? await this.#restart() : this.#host;
    const told = await host.ask(asked);
    if (told.kind !== 'spoilt') return this.#resultOf(told);
    const fresh = await this.#restart();
    return this.#resultOf(await fresh.ask(asked));
  }

  /** Whoever is spoilt is replaced before the next mutant: to end it may end this process, and this answer with it. */
  #resultOf(told: Told): MutantRunResult {
    this.#isSpoilt = told.kind === 'spoilt' || told.kind === 'timeout';
    switch (told.kind) {
      case 'survived':
        return { status: MutantRunStatus.Survived, nrOfTests: told.ran };
      case 'killed':
        return {
          status: MutantRunStatus.Killed,
          killedBy: [told.by],
          failureMessage: told.failure,
          nrOfTests: told.ran,
        };
      case 'spoilt':
        // It fails with the mutant and, in a worker that nothing else has touched, after it as well.
        return {
          status: MutantRunStatus.Killed,
          killedBy: [told.by],
          failureMessage: told.failure,
          nrOfTests: 1,
        };
      case 'timeout':
        return { status: MutantRunStatus.Timeout, reason: told.reason };
      default:
        return { status: MutantRunStatus.Error, errorMessage: `Not an answer: ${told.kind}` };
    }
  }

  async dispose(): Promise<void> {
    await this.#host?.end();
    this.#host = null;
  }
}

export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.TestRunner, 'keeping', () => new KeepingRunner()),
];

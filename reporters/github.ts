import { resolve } from 'node:path';
import process from 'node:process';
import type { Reporter, SerializedError, TestModule, TestRunEndReason, Vitest } from 'vitest/node';
import { pathWithin } from '../src/system/paths.ts';
import { collect } from './collect.ts';
import { annotations } from './github/annotations.ts';
import { printCommand } from './github/command.ts';

/** Options of the GitHub reporter. */
export interface GitHubReporterOptions {
  /** True to annotate even if `GITHUB_ACTIONS` is not set. */
  readonly force?: boolean;
}

/** Annotations on GitHub, at the line of each expectation: `--reporter=assay/reporters/github`. */
export default class GitHubReporter implements Reporter {
  readonly #force: boolean;
  #vitest: Vitest | undefined;
  #startedAt = new Date();

  constructor({ force = false }: GitHubReporterOptions = {}) {
    this.#force = force;
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunStart(): void {
    this.#startedAt = new Date();
  }

  onTestRunEnd(
    modules: readonly TestModule[],
    errors: readonly SerializedError[],
    reason: TestRunEndReason,
  ): void {
    if (!this.#vitest || !(this.#force || process.env.GITHUB_ACTIONS === 'true')) return;
    const report = collect({ modules, errors, reason, startedAt: this.#startedAt });
    const workspace = process.env.GITHUB_WORKSPACE ?? '';
    const pathOf = pathIn(workspace, this.#vitest.config.root);
    for (const command of annotations(report, pathOf)) {
      this.#vitest.logger.log(printCommand(command));
    }
  }
}

/**
 * Returns a contract file's path from the repository's root, where GitHub looks for it. A file elsewhere keeps its
 * path.
 */
export const pathIn =
  (workspace: string, root: string) =>
  (file: string): string => {
    if (workspace === '') return file;
    return pathWithin(workspace, resolve(root, file)) ?? file;
  };

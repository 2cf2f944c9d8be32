import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import process from 'node:process';
import type { Reporter, SerializedError, TestModule, TestRunEndReason, Vitest } from 'vitest/node';
import type { Report } from '../src/outcome/report.ts';
import { pathFrom } from '../src/system/paths.ts';
import { writeWhole } from '../src/system/write-whole.ts';
import { atExit, failExit } from '../src/vitest/guard/exit-code.ts';
import { isUnaffected } from '../src/vitest/guard/unaffected-run.ts';
import { isContractsProject } from '../src/vitest/plugin/contracts-project.ts';
import { collect } from './collect.ts';
import { endedRed, unended } from './unended.ts';

export interface FileReporterOptions {
  /** Where to write, from the root. */
  readonly outputFile?: string;
}

/** How a report becomes a file. */
export interface Format<Options extends FileReporterOptions = FileReporterOptions> {
  /** Where it is written unless an option says otherwise. */
  readonly file: string;
  /** What has to be there before a run's report is rendered. */
  readonly prepare?: (report: Report) => Promise<void>;
  /** Synchronous, so that a report can be written while its process ends. */
  render(report: Report, options: Partial<Options>): string;
  /** How it says that there is nothing but a problem, in few bytes; as anything else unless given. */
  readonly renderBare?: (report: Report) => string;
}

/** A class of reporters, as Vitest takes it from a module's default export. */
export type FileReporterClass<Options extends FileReporterOptions = FileReporterOptions> = new (
  options?: Options,
) => Reporter;

/**
 * A Vitest reporter that writes one file at the end of a run. A file that can't be written makes the run red. From the
 * start of a run until then the file says that the run did not end, so that no report of an earlier run is taken for it;
 * and a green one does not stay where the process ends with an error all the same.
 */
export function fileReporter<Options extends FileReporterOptions = FileReporterOptions>({
  file,
  prepare,
  render,
  renderBare,
}: Format<Options>): FileReporterClass<Options> {
  return class FileReporter implements Reporter {
    readonly #output: string;
    readonly #options: Partial<Options>;
    #vitest: Vitest | undefined;
    #startedAt = new Date();
    /** What is done if the process ends with an error; null where the file stays as it is. */
    #ifRed: ((code: number) => void) | null = () => this.#sayUnended();

    constructor(options?: Options) {
      this.#output = options?.outputFile ?? file;
      this.#options = options ?? {};
      atExit((code) => {
        if (code !== 0) this.#ifRed?.(code);
      });
    }

    onInit(vitest: Vitest): void {
      this.#vitest = vitest;
      this.#startedAt = new Date();
      if (vitest.config.watch) this.#ifRed = null;
    }

    onTestRunStart(): void {
      this.#startedAt = new Date();
      if (isUnaffected(this.#vitest)) this.#ifRed = null;
      else if (!this.#vitest?.config.watch) this.#sayUnended();
    }

    async onTestRunEnd(
      modules: readonly TestModule[],
      errors: readonly SerializedError[],
      reason: TestRunEndReason,
    ): Promise<void> {
      if (isUnaffected(this.#vitest)) return;
      const path = this.#path();
      const shown = pathFrom(this.#root(), path);
      try {
        const report = collect({ modules, errors, reason, startedAt: this.#startedAt });
        if (report.state !== 'passed' && this.#isMeant(report)) failExit();
        await prepare?.(report);
        await write(path, render(report, this.#options));
        this.#ifRed = this.#isWhole(report, errors, reason)
          ? (code) => this.#sayRed(endedRed(report, code))
          : null;
        this.#vitest?.logger.log(`${file.split('.').at(-1)} report: ${shown}`);
      } catch (error) {
        failExit();
        const why = error instanceof Error ? error.message : String(error);
        this.#vitest?.logger.error(`The report ${shown} was not written: ${why}`);
      }
    }

    /** Without the plugin, nobody says whether a run of other tests should have had contracts in it. */
    #isMeant({ contracts }: Report): boolean {
      return contracts.length > 0 || Boolean(this.#vitest?.projects.some(isContractsProject));
    }

    #root(): string {
      return this.#vitest?.config.root ?? process.cwd();
    }

    #path(): string {
      return resolve(this.#root(), this.#output);
    }

    /** Whether all of the run was green, tests that are no contracts as well, and coverage has no word in it. */
    #isWhole(
      { state }: Report,
      { length }: readonly SerializedError[],
      reason: TestRunEndReason,
    ): boolean {
      const { watch, coverage } = this.#vitest?.config ?? {};
      const isGreen = state === 'passed' && length === 0 && reason === 'passed';
      return isGreen && !watch && !coverage?.enabled;
    }

    #sayRed(report: Report): void {
      if (!writeNow(this.#path(), () => render(report, this.#options))) this.#sayUnended();
    }

    /** Where not even that can be written, nothing stays, and the end of the run tells why. */
    #sayUnended(): void {
      const report = unended(this.#startedAt);
      writeNow(this.#path(), () => renderBare?.(report) ?? render(report, this.#options));
    }
  };
}

/** Whether it was written, while nothing else can happen. What was there before is gone in any case. */
function writeNow(path: string, text: () => string): boolean {
  try {
    rmSync(path, { force: true });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text());
    return true;
  } catch {
    return false;
  }
}

async function write(path: string, text: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  await writeWhole(path, text);
}

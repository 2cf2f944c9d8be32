import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import process from 'node:process';
import type { Reporter, SerializedError, TestModule, TestRunEndReason, Vitest } from 'vitest/node';
import type { Report } from '../src/outcome/report.ts';
import { pathFrom } from '../src/system/paths.ts';
import { replaceNow } from '../src/system/replaceable.ts';
import { writeWhole } from '../src/system/write-whole.ts';
import { messageOf } from '../src/value/thrown.ts';
import { atExit, failExit } from '../src/vitest/guard/exit-code.ts';
import { isUnaffected } from '../src/vitest/guard/unaffected-run.ts';
import { isContractsProject } from '../src/vitest/plugin/contracts-project.ts';
import { keepsNothing } from '../src/vitest/plugin/keeps-nothing.ts';
import { collect } from './collect.ts';
import { isAskedFor, isAskedForFuzz } from './collected/fuzz.ts';
import { endedRed, unended } from './unended.ts';

/** Options of reporters that write a file. */
export interface FileReporterOptions {
  /** The path of the file, from the root. */
  readonly outputFile?: string;
}

/** Makes the text of a report. Synchronous, so that a report can be written while its process ends. */
type Renderer = (report: Report) => string;

/** The end of a run, as a format sees it. */
export interface RunEnd<Options extends FileReporterOptions = FileReporterOptions> {
  readonly report: Report;
  readonly options: Partial<Options>;
  readonly root: string;
  /** True if the run was asked to keep nothing for later ones: `cache: false`, `ASSAY_CACHE=off`. */
  readonly keepsNothing: boolean;
  /** Prints a warning. */
  readonly warn: (message: string) => void;
}

/** A format: the way in which a report becomes a file. */
export interface Format<Options extends FileReporterOptions = FileReporterOptions> {
  /** The path of the file unless an option gives another. */
  readonly file: string;
  /** Makes the text of a report; of one without contracts alone, where `prepare` gives another renderer. */
  render(report: Report, options: Partial<Options>): string;
  /** Called at the end of a run, before its report is rendered. Returns the renderer of this run's reports. */
  readonly prepare?: (end: RunEnd<Options>) => Promise<Renderer>;
  /**
   * Called after the report was written, with its text. An error of it makes the run red; its message says what was not
   * done.
   */
  readonly after?: (text: string, end: RunEnd<Options>) => Promise<void>;
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
  render,
  prepare,
  after,
}: Format<Options>): FileReporterClass<Options> {
  return class FileReporter implements Reporter {
    readonly #output: string;
    readonly #options: Partial<Options>;
    #vitest: Vitest | undefined;
    #startedAt = new Date();
    #render: Renderer = (report) => render(report, this.#options);
    /** The action to take if the process ends with an error; null if the file stays as it is. */
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
      if (isUnaffected(this.#vitest) && !isAskedForFuzz(modules)) return;
      const path = this.#path();
      const shown = pathFrom(this.#root(), path);
      let written: { readonly text: string; readonly end: RunEnd<Options> } | undefined;
      await this.#attempt(`The report ${shown} was not written: `, async () => {
        const report = collect({ modules, errors, reason, startedAt: this.#startedAt });
        if (report.state !== 'passed' && this.#isMeant(report)) failExit();
        const end = this.#endOf(report);
        if (prepare) this.#render = await prepare(end);
        const text = this.#render(report);
        written = { text, end };
        await write(path, text);
        this.#ifRed = this.#isWhole(report, errors, reason)
          ? (code) => this.#sayRed(endedRed(report, code))
          : null;
        this.#vitest?.logger.log(`${file.split('.').at(-1)} report: ${shown}`);
      });
      await this.#attempt('', async () => {
        if (written) await after?.(written.text, written.end);
      });
    }

    /** Runs a step. If it fails, the error is printed and the run is red. */
    async #attempt(what: string, act: () => Promise<void>): Promise<void> {
      try {
        await act();
      } catch (error) {
        failExit();
        const why = messageOf(error);
        this.#vitest?.logger.error(`${what}${why}`);
      }
    }

    #endOf(report: Report): RunEnd<Options> {
      const warn = (message: string) => this.#vitest?.logger.warn(message);
      return {
        report,
        options: this.#options,
        root: this.#root(),
        keepsNothing: keepsNothing(this.#vitest?.projects ?? [], process.env),
        warn,
      };
    }

    /** True if the run should have results. Without the plugin that is unknown for a run of other tests. */
    #isMeant({ contracts, fuzz }: Report): boolean {
      return (
        contracts.length > 0 ||
        fuzz.some(isAskedFor) ||
        Boolean(this.#vitest?.projects.some(isContractsProject))
      );
    }

    #root(): string {
      return this.#vitest?.config.root ?? process.cwd();
    }

    #path(): string {
      return resolve(this.#root(), this.#output);
    }

    /** True if the whole run passed, other tests included, and coverage can't fail it. */
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
      if (!writeNow(this.#path(), () => this.#render(report))) this.#sayUnended();
    }

    /**
     * Writes a report that says that the run did not end. If that fails, no file is left, and the run's end reports
     * why.
     */
    #sayUnended(): void {
      const report = unended(this.#startedAt);
      writeNow(this.#path(), () => render(report, this.#options));
    }
  };
}

/** Writes a file synchronously, and returns true if that succeeded. The previous file is removed in any case. */
function writeNow(path: string, text: () => string): boolean {
  try {
    replaceNow(path, text);
    return true;
  } catch {
    return false;
  }
}

async function write(path: string, text: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  await writeWhole(path, text);
}

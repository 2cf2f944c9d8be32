import { mkdirSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import process from 'node:process';
import type { Reporter, SerializedError, TestModule, TestRunEndReason, Vitest } from 'vitest/node';
import type { Report } from '../src/outcome/report.ts';
import { collect } from './collect.ts';

export interface FileReporterOptions {
  /** Where to write, from the root. */
  readonly outputFile?: string;
}

/** How a report becomes a file. */
export interface Format<Options extends FileReporterOptions = FileReporterOptions> {
  /** Where it is written unless an option says otherwise. */
  readonly file: string;
  render(report: Report, options: Partial<Options>): string | Promise<string>;
}

/** A class of reporters, as Vitest takes it from a module's default export. */
export type FileReporterClass<Options extends FileReporterOptions = FileReporterOptions> = new (
  options?: Options,
) => Reporter;

/** A Vitest reporter that writes one file at the end of a run. A file that can't be written makes the run red. */
export function fileReporter<Options extends FileReporterOptions = FileReporterOptions>({
  file,
  render,
}: Format<Options>): FileReporterClass<Options> {
  return class FileReporter implements Reporter {
    readonly #output: string;
    readonly #options: Partial<Options>;
    #vitest: Vitest | undefined;
    #startedAt = new Date();

    constructor(options?: Options) {
      this.#output = options?.outputFile ?? file;
      this.#options = options ?? {};
    }

    onInit(vitest: Vitest): void {
      this.#vitest = vitest;
      this.#startedAt = new Date();
    }

    onTestRunStart(): void {
      this.#startedAt = new Date();
    }

    async onTestRunEnd(
      modules: readonly TestModule[],
      errors: readonly SerializedError[],
      reason: TestRunEndReason,
    ): Promise<void> {
      const root = this.#vitest?.config.root ?? process.cwd();
      const path = resolve(root, this.#output);
      try {
        const report = collect({ modules, errors, reason, startedAt: this.#startedAt });
        await write(path, await render(report, this.#options));
        this.#vitest?.logger.log(`${file.split('.').at(-1)} report: ${relative(root, path)}`);
      } catch (error) {
        process.exitCode ||= 1;
        const why = error instanceof Error ? error.message : String(error);
        this.#vitest?.logger.error(`The report ${relative(root, path)} was not written: ${why}`);
      }
    }
  };
}

async function write(path: string, text: string): Promise<void> {
  const { default: writeAtomic } = await import('write-file-atomic');
  mkdirSync(dirname(path), { recursive: true });
  await writeAtomic(path, text);
}

import process from 'node:process';
import { Chalk, supportsColor } from 'chalk';
import type { UserConsoleLog } from 'vitest';
import type {
  Reporter,
  SerializedError,
  TestCase,
  TestModule,
  TestRunEndReason,
  Vitest,
} from 'vitest/node';
import { visible } from '../src/outcome/printable-text.ts';
import { wantsDetails } from '../src/outcome/short-failure.ts';
import { isOurs } from '../src/vitest/guard/record-run.ts';
import { colorLevel } from '../src/vitest/plugin/color-level.ts';
import { markWarningsPrinted } from '../src/vitest/plugin/warning-summary.ts';
import { writesPage } from '../src/vitest/plugin/writes-page.ts';
import { collect } from './collect.ts';
import { printReport } from './terminal/print.ts';

/**
 * Prints failures to a terminal in a few lines each, in place of Vitest's own reporter: `--reporter=assay/reporters/terminal`. With
 * `ASSAY_DETAILS=1`, it prints their rows, SQL and places. Tests that are not contracts appear only if they fail.
 */
export default class TerminalReporter implements Reporter {
  #vitest: Vitest | undefined;
  #startedAt = new Date();

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
    markWarningsPrinted(vitest);
    vitest.logger.printBanner();
  }

  onTestRunStart(): void {
    this.#startedAt = new Date();
  }

  onTestRunEnd(
    modules: readonly TestModule[],
    errors: readonly SerializedError[],
    reason: TestRunEndReason,
  ): void {
    const { logger } = this.#vitest ?? {};
    if (!logger) return;
    const report = collect({ modules, errors, reason, startedAt: this.#startedAt });
    const color = new Chalk({ level: colorLevel(supportsColor) });
    for (const error of errors) logger.printError(error);
    const others = modules.flatMap(errorsBeside);
    for (const { name, error } of others) {
      logger.log(`\n ${color.red.inverse.bold(' FAIL ')} ${visible(name)}`);
      logger.printError(error);
    }
    const surroundings = {
      others: modules.flatMap(failedOthers).length,
      hasDetails: wantsDetails(process.env),
      hasPage: writesPage(this.#vitest?.config.reporters ?? []),
    };
    logger.log(printReport(report, color, surroundings));
  }

  /** Prints the output of a contract file. */
  onUserConsoleLog({ content, type }: UserConsoleLog): void {
    if (!this.#vitest || this.#vitest.config.silent === true) return;
    const { logger } = this.#vitest;
    if (type === 'stderr') logger.error(content.trimEnd());
    else logger.log(content.trimEnd());
  }

  onWatcherStart(): void {
    this.#vitest?.logger.log('Waiting for changes: press q to quit.');
  }
}

interface NamedError {
  readonly name: string;
  readonly error: SerializedError;
}

/** Returns the errors of a file besides its expectations: in loading it, in a hook, or in another test. */
function errorsBeside(module: TestModule): readonly NamedError[] {
  const file = module.relativeModuleId;
  const named = (name: string, all: readonly SerializedError[]) =>
    all.map((error) => ({ name, error }));
  return [
    ...named(file, module.errors()),
    ...[...module.children.allSuites()].flatMap((suite) =>
      named(`${file} > ${suite.fullName}`, suite.errors()),
    ),
    ...[...failedOthers(module), ...failedProperties(module)].flatMap((test) =>
      named(`${file} > ${test.fullName}`, test.result().errors ?? []),
    ),
  ];
}

/** Failed tests that are no expectation, and no property of a step. */
const failedOthers = (module: TestModule): readonly TestCase[] =>
  [...module.children.allTests('failed')].filter(
    (test) =>
      test.meta().assayFuzz === undefined && (!isOurs(module) || test.meta().assay === undefined),
  );

/** Failed properties of steps. Their errors have the counter-example in them. */
const failedProperties = (module: TestModule): readonly TestCase[] =>
  [...module.children.allTests('failed')].filter((test) => test.meta().assayFuzz !== undefined);

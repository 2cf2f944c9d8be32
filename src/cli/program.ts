import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { fold } from '../outcome/printable-text.ts';
import { reportFiles } from '../outcome/report-files.ts';
import { exitCodes } from '../run/exit-status.ts';
import { storeExitCodes } from '../store/exit-codes.ts';
import type { CalibrateOptions } from './calibrate/calibrate-command.ts';
import type { CheckOptions } from './check.ts';
import type { DocsCommandOptions } from './docs/docs-command.ts';
import type { DriftCommandOptions } from './drift/drift-command.ts';
import type { GenerateCommandOptions } from './generate/generate-command.ts';
import type { InferCommandOptions } from './infer/infer-command.ts';
import { maskedMessage } from './masked-message.ts';
import type { MeasureOptions } from './measure-file.ts';
import type { MutantsCommandOptions } from './mutants/mutants-command.ts';
import type { ProfileCommandOptions } from './profile/profile-command.ts';
import { flagsInMessage } from './reading/flags-in-message.ts';
import { addReadingFlags, type ReadingFlags } from './reading/reading-flags.ts';
import { columns, complain, say } from './say.ts';
import { addStoreCommands } from './store/commands.ts';
import { UsageError } from './usage.ts';

const manifest = JSON.parse(
  readFileSync(new URL(import.meta.resolve('assay/package.json')), 'utf8'),
) as { version: string };

const program = new Command('assay')
  .description('Data contracts as Vitest tests')
  .version(manifest.version)
  .exitOverride()
  .configureHelp({ minWidthToWrap: 30 })
  .showHelpAfterError('(assay --help lists the commands)')
  .addHelpText(
    'after',
    fold(
      `\nExit codes: ${exitCodes.kept} the data keeps the contract, ${exitCodes.broken} it breaks it, ${exitCodes.notJudged} it could not be judged.`,
      columns,
    ),
  );

addReadingFlags(
  program
    .command('init')
    .description('set this project up: config, script, CI example, and a contract for a data file')
    .argument('[file]', 'a data file to infer the first contract from'),
).action(async (file: string | undefined, options: ReadingFlags) => {
  const { runInit } = await import('./init/init.ts');
  const { said, isDone } = await runInit(file, options);
  say(said);
  if (!isDone) process.exitCode = exitCodes.notJudged;
});

addReadingFlags(
  program
    .command('infer')
    .description('look at a data file and write a contract that it keeps')
    .argument('<file>', 'a Parquet, CSV, JSON, SQLite or DuckDB file, or a glob in quotes')
    .option('--out <file>', 'where to write it; - prints it (default: contracts/NAME.contract.ts)')
    .option('--name <name>', "the contract's name")
    .option('--force', 'write over an existing file'),
).action(async (file: string, options: InferCommandOptions) => {
  const { runInfer } = await import('./infer/infer-command.ts');
  print(await runInfer(file, options));
});

addReadingFlags(
  program
    .command('profile')
    .description('look at a data file: its columns, their values, keys and correlations')
    .argument('<file>', 'a Parquet, CSV, JSON, SQLite or DuckDB file, or a glob in quotes')
    .option('--html <file>', 'write the profile as a page')
    .option('--json', 'print the profile as JSON'),
).action(async (file: string, options: ProfileCommandOptions) => {
  const { runProfile } = await import('./profile/profile-command.ts');
  print(await runProfile(file, options));
});

addReadingFlags(
  program
    .command('check')
    .description('check a data file against a contract, without a config')
    .argument('<file>', 'the data file')
    .argument('<contract>', 'the file that exports the contract')
    .option('--no-cache', 'measure everything again, and keep no results')
    .option('--quarantine <folder>', 'write every violating row there, as Parquet')
    .option('--clean', 'with --quarantine: write the other rows as well')
    .option('--baselines <mode>', 'record those that are missing (new), or all anew (all)', 'none')
    .option('--unmask', 'show values that are masked else: on your own machine, never in CI')
    .option(
      '--report <format=file,...>',
      `write reports: html=out.html,junit=out.xml; the formats are ${Object.keys(reportFiles).join(', ')}`,
      (text: string, before: readonly string[] = []) => [...before, text],
    ),
).action(async (file: string, contract: string, options: CheckOptions) => {
  const { runCheck } = await import('./check.ts');
  process.exitCode = await runCheck(file, contract, options);
});

addReadingFlags(
  program
    .command('explain')
    .description('check a data file against a contract, and say how each metric is measured')
    .argument('<file>', 'the data file')
    .argument('<contract>', 'the file that exports the contract')
    .option('--no-cache', 'measure everything again, and keep no results'),
).action(async (file: string, contract: string, options: MeasureOptions) => {
  const { runExplain } = await import('./explain.ts');
  process.exitCode = await runExplain(file, contract, options);
});

addReadingFlags(
  program
    .command('drift')
    .description('compare two data files column by column, and show what drifted')
    .argument('<reference>', 'the data file to compare with')
    .argument('<current>', 'the data file that may have drifted')
    .option('--at-most <share>', 'fail if a larger share of the columns drifted: 0.2 or 20%')
    .option('--except <columns>', 'columns to leave out, such as id,day')
    .option('--html <file>', 'write the report as a page')
    .option('--no-cache', 'measure everything again, and keep no results'),
).action(async (reference: string, current: string, options: DriftCommandOptions) => {
  const { runDrift } = await import('./drift/drift-command.ts');
  process.exitCode = await runDrift(reference, current, options);
});

program
  .command('generate')
  .description('write a data file that keeps a contract')
  .argument('<contract>', 'the file that exports the contract, or several')
  .requiredOption(
    '--rows <number>',
    'the rows of each contract: 1000, or orders=1000,customers=100',
  )
  .requiredOption(
    '--out <file>',
    'a .parquet, .csv, .ndjson or .jsonl file; for several contracts a folder, or data/{contract}.csv',
  )
  .option(
    '--seed <number>',
    'the seed: the same one makes the same rows (default: one is drawn and printed)',
  )
  .option('--faults <rates>', 'faults in that share of the rows: 5%, or missing=2%,case=1%')
  .option('--like <file>', 'a data file whose distributions the columns follow')
  .option('--table <name>', 'the table of --like, if it is a database')
  .option('--foreign-keys <columns>', 'columns and keys: orders.customer=customers.id,...')
  .option('--locale <name>', 'the language of values that faker makes')
  .option('--now <time>', "the clock of conditions on the run's time (default: the present)")
  .option('--force', 'write over existing files')
  .action(async (contract: string, options: GenerateCommandOptions) => {
    const { runGenerate } = await import('./generate/generate-command.ts');
    process.exitCode = await runGenerate(contract, options);
  });

addReadingFlags(
  program
    .command('calibrate')
    .description('show how often each drift expectation alarms though nothing has changed')
    .argument('<contract>', 'the file that exports the contract')
    .argument('<file>', 'the reference: the data file from which samples are drawn')
    .option('--resamples <number>', 'the pairs of samples to draw', '200')
    .option('--rows <number>', 'the rows of the current data (default: as many as the file has)')
    .option('--seed <number>', 'the seed of the draws', '1')
    .option('--no-cache', 'measure everything again, and keep no results'),
).action(async (contract: string, file: string, options: CalibrateOptions) => {
  const { runCalibrate } = await import('./calibrate/calibrate-command.ts');
  process.exitCode = await runCalibrate(contract, file, options);
});

addReadingFlags(
  program
    .command('mutants')
    .description('make faults in a copy of a data file, and show which of them a contract catches')
    .argument('<contract>', 'the file that exports the contract')
    .argument('<file>', 'a data file that keeps the contract')
    .option('--at-least <score>', 'fail if a contract catches less: 80% or 0.8')
    .option('--faults <names>', 'the faults to make, such as missing,units (default: all)')
    .option('--rates <rates>', 'where they are made: one row,1%,20%', 'one row,1%,20%')
    .option('--seed <number>', 'the seed that chooses the rows', '1')
    .option('--html <file>', 'write the report as a page')
    .option('--json <file>', 'write the report as JSON')
    .option('--markdown <file>', 'write the report as Markdown'),
).action(async (contract: string, file: string, options: MutantsCommandOptions) => {
  const { runMutants } = await import('./mutants/mutants-command.ts');
  process.exitCode = await runMutants(contract, file, options);
});

program
  .command('docs')
  .description('write a catalogue of all contracts, as a folder of pages')
  .argument('[contracts...]', 'the contract files (default: those of the Vitest config)')
  .option('--out <folder>', 'the folder: a new one, an empty one, or that of a catalogue', 'site')
  .option(
    '--history <file>',
    'a history of the HTML reporter or a JSON report, with the last verdicts; once for each file',
    (file: string, before: readonly string[] = []) => [...before, file],
  )
  .action(async (files: readonly string[], options: DocsCommandOptions) => {
    const { runDocs } = await import('./docs/docs-command.ts');
    say(await runDocs(files, options));
  });

addStoreCommands(program);

/** True if the command that runs has the flags that say how a file is read. */
let hasReadingFlags = false;
program.hook('preAction', (_, command) => {
  hasReadingFlags = command.options.some(({ long }) => long === '--delimiter');
});

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Prints an error: a sentence for what a person can fix, and a stack only for a fault of Assay's own. */
async function printError(error: unknown): Promise<void> {
  if (error instanceof CommanderError) return;
  if (!(error instanceof Error && 'code' in error)) {
    const fault = error instanceof Error ? error.stack : String(error);
    process.stderr.write(`assay: ${fault}\n`);
    return;
  }
  const message = error instanceof UsageError ? error.message : await maskedMessage(error.message);
  complain(hasReadingFlags ? flagsInMessage(message) : message);
}

/** Returns the exit code for an error. Help is none; a command on a store has a code of its own for a wrong line. */
function exitOf(error: unknown): number {
  if (!(error instanceof CommanderError)) return exitCodes.notJudged;
  const { exitCode } = error;
  const isOwn = exitCode === exitCodes.kept || exitCode === storeExitCodes.usage;
  return isOwn ? exitCode : exitCodes.notJudged;
}

/**
 * The exit code of the command. A contract file may end the process before the command does, or set its exit code
 * afterwards.
 */
let ended: number | undefined;
process.on('exit', () => {
  if (ended === undefined) complain('the process ended before anything was judged');
  process.exitCode = ended === exitCodes.kept ? process.exitCode : (ended ?? exitCodes.notJudged);
});

try {
  await program.parseAsync();
  ended = Number(process.exitCode ?? exitCodes.kept);
} catch (error) {
  await printError(error);
  ended = exitOf(error);
  process.exitCode = ended;
}

import { writeFileSync } from 'node:fs';
import { Chalk, supportsColor } from 'chalk';
import { renderMutantsMarkdown } from '../../../reporters/mutants/markdown.ts';
import { renderMutantsPage } from '../../../reporters/mutants/page.ts';
import type { Contract } from '../../contract/contract.ts';
import { closeEngines } from '../../engine/engines.ts';
import { leastScore, scoreProblem } from '../../mutants/least-score.ts';
import type { MutantReport } from '../../mutants/mutant.ts';
import { checkMutantOptions, type MutantOptions } from '../../mutants/mutant-options.ts';
import { mutantsOf } from '../../mutants/mutants-of.ts';
import { reportLines } from '../../mutants/report-lines.ts';
import { exitCodes } from '../../run/exit-status.ts';
import { writeWhole } from '../../system/write-whole.ts';
import { messageOf } from '../../value/thrown.ts';
import { contractsOnFile } from '../reading/read-as-contract.ts';
import type { ReadingFlags } from '../reading/reading-flags.ts';
import { refuseInput } from '../report-argument.ts';
import { complain } from '../say.ts';
import { UsageError } from '../usage.ts';

/** Options of the command `assay mutants`, as text. */
export interface MutantsCommandOptions extends ReadingFlags {
  /** The least score, `80%`. */
  readonly atLeast?: string;
  readonly seed?: string;
  /** Rates with commas between them, `one row,1%`. */
  readonly rates?: string;
  /** Faults with commas between them. */
  readonly faults?: string;
  readonly html?: string;
  readonly json?: string;
  readonly markdown?: string;
}

/** Writes a document of all reports. */
const renderers = {
  html: renderMutantsPage,
  json: (reports: readonly MutantReport[]) => `${JSON.stringify(reports, null, 2)}\n`,
  markdown: renderMutantsMarkdown,
} as const;

type Format = keyof typeof renderers;
const formats = Object.keys(renderers) as readonly Format[];

/** Holds the contracts of a file to mutants of a data file, prints what survives, and returns the exit code. */
export async function runMutants(
  contractFile: string,
  file: string,
  options: MutantsCommandOptions,
): Promise<number> {
  const least = options.atLeast === undefined ? null : leastScore(options.atLeast);
  const chosen = chosenOf(options);
  checkMutantOptions(chosen);
  const files = await filesOf(options, [contractFile, file]);
  const { all, notices } = await contractsOnFile(file, contractFile, options);
  for (const notice of notices) complain(notice);
  // A report of an earlier run would pass for one of this run, should it end early.
  for (const [, path] of files) replaced(path, '');
  const reports: MutantReport[] = [];
  try {
    for (const { contract, dataset } of all)
      reports.push(await one(contract, () => mutantsOf(contract, dataset, chosen)));
  } finally {
    await closeEngines();
  }
  for (const [format, path] of files) await writeWhole(path, renderers[format](reports));
  return codeOf(reports, least);
}

async function one(_contract: Contract, work: () => Promise<MutantReport>): Promise<MutantReport> {
  const report = await work();
  const color = new Chalk({ level: supportsColor ? supportsColor.level : 0 });
  const [head = '', ...lines] = reportLines(report);
  const painted = lines.map((line) => (line.startsWith('+ ') ? color.green(line) : line));
  process.stdout.write(`${[color.bold(head), ...painted].join('\n')}\n\n`);
  return report;
}

function codeOf(reports: readonly MutantReport[], least: number | null): number {
  if (reports.some(({ undecided }) => undecided > 0)) return exitCodes.notJudged;
  if (least === null) return exitCodes.kept;
  const problems = reports.flatMap((report) => scoreProblem(report, least) ?? []);
  for (const problem of problems) complain(problem);
  if (problems.length === 0) return exitCodes.kept;
  return reports.some(({ score }) => score === null) ? exitCodes.notJudged : exitCodes.broken;
}

const chosenOf = ({ seed, rates, faults }: MutantsCommandOptions): MutantOptions => ({
  ...(seed !== undefined && { seed: seed.trim() === '' ? Number.NaN : Number(seed) }),
  ...(rates !== undefined && { rates: listed(rates) as NonNullable<MutantOptions['rates']> }),
  ...(faults !== undefined && { faults: listed(faults) as NonNullable<MutantOptions['faults']> }),
});

const listed = (text: string): readonly string[] => text.split(',').map((one) => one.trim());

/** Returns the files to write. None may be one that is read, nor two the same. */
async function filesOf(
  options: MutantsCommandOptions,
  inputs: readonly string[],
): Promise<readonly (readonly [Format, string])[]> {
  const files: (readonly [Format, string])[] = [];
  for (const format of formats) {
    const path = options[format];
    if (path === undefined) continue;
    await refuseInput(path, `--${format} ${path}`, inputs);
    const same = files.find(([, other]) => other === path);
    if (same !== undefined)
      throw new UsageError(`--${same[0]} and --${format} would write the same file: name two.`);
    files.push([format, path]);
  }
  return files;
}

function replaced(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`The report ${path} can't be written: ${messageOf(error)}`);
  }
}

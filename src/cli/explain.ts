import type { ChalkInstance } from 'chalk';
import { causeFailed } from '../outcome/cause-failed.ts';
import { headline } from '../outcome/failure.ts';
import type { Outcome } from '../outcome/outcome.ts';
import { counted, foldFirst, foldTitled } from '../outcome/printable-text.ts';
import { oncePerProblem } from '../outcome/problems-once.ts';
import type { ReportedPass } from '../outcome/report.ts';
import { printTable } from '../outcome/table.ts';
import type { ContractRun } from '../run/contract-run.ts';
import { exitCode } from '../run/exit-status.ts';
import { printNumeric } from '../value/numeric.ts';
import type { MeasureOptions } from './measure-file.ts';
import { printRuns } from './print-outcomes.ts';
import { flagsInMessage } from './reading/flags-in-message.ts';
import { columns } from './say.ts';

/**
 * Measures a data file and prints how: the passes with their metrics, the bytes they read, their time and their SQL.
 * Returns the exit code of `check`.
 */
export async function runExplain(
  file: string,
  contractFile: string,
  options: MeasureOptions,
): Promise<number> {
  return exitCode(await printRuns(file, contractFile, options, explanation));
}

/** Returns the plan as a table, followed by each pass. */
function explanation(
  { contract, dataset, outcomes, trace }: ContractRun,
  color: ChalkInstance,
): string {
  const { passes, engineMs } = trace ?? { passes: [], engineMs: 0 };
  const rows = outcomes.find((outcome) => outcome.rows !== null)?.rows ?? null;
  const size = rows === null ? '' : `${counted(rows, 'row')}, `;
  return [
    '',
    foldTitled(
      contract,
      ` on ${dataset}: ${size}${counted(outcomes.length, 'expectation')}, ${milliseconds(engineMs)} in the engine`,
      columns,
      color.bold,
    ),
    '',
    ...printTable(
      {
        columns: ['pass', 'metrics', 'queries', 'engine', 'reads'],
        rows: passes.map((pass) => [
          pass.name,
          printNumeric(pass.metrics.length),
          printNumeric(pass.sql.length),
          milliseconds(pass.engineMs),
          reads(pass),
        ]),
      },
      columns,
    ),
    ...unjudged(outcomes, color),
    ...passes.flatMap((pass) => detail(pass, color)),
  ].join('\n');
}

/** Returns the outcomes that no pass could measure. */
function unjudged(found: readonly Outcome[], color: ChalkInstance): readonly string[] {
  return oncePerProblem(
    found.filter(({ state, problem }) => state === 'errored' || problem?.code === causeFailed),
  ).flatMap((outcome) => [
    '',
    `${color.red('×')} ${foldFirst(flagsInMessage(headline(outcome)), columns)}`,
  ]);
}

function detail({ name, metrics, sql }: ReportedPass, color: ChalkInstance): readonly string[] {
  if (metrics.length === 0 && sql.length === 0) return [];
  return [
    '',
    color.bold(name),
    ...metrics.map((metric) => foldFirst(`  ${metric}`, columns)),
    ...sql.flatMap((text) => text.split('\n').map((line) => color.dim(`    ${line}`))),
  ];
}

const milliseconds = (ms: number) => `${printNumeric(Math.round(ms))} ms`;

const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Returns the size of the columns that a pass read, by the footers of the files. */
function reads({ sql, bytes }: ReportedPass): string {
  if (sql.length === 0) return 'no row';
  if (bytes === null) return 'not known';
  if (bytes === 0) return '—';
  const power = Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  return `${(bytes / 1000 ** power).toPrecision(3)} ${units[power]}`;
}

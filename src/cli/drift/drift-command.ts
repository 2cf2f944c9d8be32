import { Chalk, type ChalkInstance, supportsColor } from 'chalk';
import { closeEngines } from '../../engine/engines.ts';
import type { ColumnDrift } from '../../metric/drift/finding.ts';
import type { Uncompared } from '../../outcome/drift/drift-table.ts';
import { headline } from '../../outcome/failure.ts';
import type { Outcome } from '../../outcome/outcome.ts';
import { counted, foldFirst, visible, wrap } from '../../outcome/printable-text.ts';
import type { RunProblem } from '../../outcome/report.ts';
import type { ContractRun } from '../../run/contract-run.ts';
import type { TwoHeaders } from '../../run/drift/compare-headers.ts';
import { measureDrift } from '../../run/drift/measure-drift.ts';
import { exitCode } from '../../run/exit-status.ts';
import { reportOf } from '../../run/report-of.ts';
import { checkReportFiles } from '../../run/report-options.ts';
import { startReportFiles } from '../../run/write-reports.ts';
import { closest } from '../../value/closest.ts';
import type { ReadingFlags } from '../reading/reading-flags.ts';
import { sourcesOf } from '../reading/source.ts';
import { refuseInput } from '../report-argument.ts';
import { columns, complain } from '../say.ts';
import { UsageError } from '../usage.ts';
import { driftLimitOf } from './drift-limit.ts';
import { printDrift } from './print-drift.ts';
import { headersOf } from './two-headers.ts';

/** Options of the command `assay drift`. */
export interface DriftCommandOptions extends ReadingFlags {
  /** The file for the page. */
  readonly html?: string;
  /** The share of columns that may drift, as text. Without it the command only shows what drifted. */
  readonly atMost?: string;
  readonly cache?: boolean;
  /** The columns to leave out, with commas between them. */
  readonly except?: string;
}

/** Compares two data files column by column, prints what drifted, and returns the exit code. */
export async function runDrift(
  referenceFile: string,
  currentFile: string,
  { html, atMost, except, cache = true, ...flags }: DriftCommandOptions,
): Promise<number> {
  const limit = atMost === undefined ? null : driftLimitOf(atMost);
  const sources = sourcesOf([referenceFile, currentFile], flags);
  const [reference, current] = [sources[0].dataset, sources[1].dataset];
  if (html !== undefined) await refuseInput(html, `--html ${html}`, [referenceFile, currentFile]);
  const reports = await startReportFiles(
    html === undefined ? [] : checkReportFiles([['html', html]]),
  );
  try {
    const { shared, uncompared } = leftOut(
      await headersOf(...sources, flags.header !== undefined),
      except,
    );
    if (shared.length === 0)
      throw new UsageError(
        `${current.label} and ${reference.label} have no column in common that could be compared.`,
      );
    const measured = await measureDrift({
      reference,
      current,
      columns: shared,
      limit,
      cache,
      by: 'assay drift',
    });
    const unjudged = limit === null ? [] : problemsOf(uncompared);
    const run = { ...measured, problems: [...measured.problems, ...unjudged] };
    const report = reportOf([withUncompared(run, uncompared)]);
    await reports.end(report);
    print(run, uncompared, reference.label);
    return exitCode(report);
  } finally {
    await closeEngines();
  }
}

/**
 * Returns the headers without the columns of `--except`.
 *
 * @throws {UsageError} for a name that neither file has.
 */
function leftOut({ shared, uncompared }: TwoHeaders, except: string | undefined): TwoHeaders {
  const names = (except ?? '').split(',').map((name) => name.trim());
  const known = [...shared, ...uncompared.map(({ column }) => column)];
  const stranger = names.find((name) => name !== '' && !known.includes(name));
  if (stranger !== undefined) {
    const near = closest(stranger, known);
    throw new UsageError(
      `--except names the column '${stranger}', which neither file has${near === undefined ? '' : `: did you mean '${near}'?`}`,
    );
  }
  return {
    shared: shared.filter((name) => !names.includes(name)),
    uncompared: uncompared.filter(({ column }) => !names.includes(column)),
  };
}

/** Returns the reason why a limit can't be judged: a column that can't be compared may have drifted. */
function problemsOf(uncompared: readonly Uncompared[]): readonly RunProblem[] {
  const lost = uncompared.filter(({ is }) => is !== 'left out');
  if (lost.length === 0) return [];
  const columns = counted(lost.length, 'column');
  const message = `${columns} can't be compared, so that the limit is not judged: ${lost.map(({ column }) => column).join(', ')}.`;
  return [{ message, file: null }];
}

function print(run: ContractRun, uncompared: readonly Uncompared[], reference: string): void {
  const color = new Chalk({ level: supportsColor ? supportsColor.level : 0 });
  for (const outcome of run.outcomes)
    process.stdout.write(`${printed(outcome, uncompared, reference, color)}\n`);
  for (const { message } of run.problems) complain(visible(message));
}

function printed(
  outcome: Outcome,
  uncompared: readonly Uncompared[],
  reference: string,
  color: ChalkInstance,
): string {
  const { drift, dataset, state } = outcome;
  if (drift === null) return `${color.red('×')} ${foldFirst(headline(outcome), columns)}`;
  const table = printDrift({ reference, current: dataset, drift, uncompared }, color);
  if (state === 'passed' || state === 'warned') return table;
  return [table, ...wrap(headline(outcome), columns).map((line) => color.red(line))].join('\n');
}

/** Adds the columns that can't be compared to the outcome, for the page. */
function withUncompared(run: ContractRun, uncompared: readonly Uncompared[]): ContractRun {
  const more = uncompared.map(
    ({ column, is, why }): ColumnDrift => ({
      column,
      method: 'none',
      value: null,
      threshold: 0,
      isDrifted: false,
      problem: is === 'new' || is === 'vanished' ? `${is}: ${why}` : why,
      bins: [],
      kind: 'categories',
      isMasked: false,
    }),
  );
  const outcomes = run.outcomes.map(
    (outcome): Outcome => ({
      ...outcome,
      drift: outcome.drift && {
        ...outcome.drift,
        columns: [...(outcome.drift.columns ?? []), ...more],
      },
    }),
  );
  return { ...run, outcomes };
}

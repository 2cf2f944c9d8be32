import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type History, keyOf, usualHistory } from '../../../reporters/html/history.ts';
import { historyOf } from '../../../reporters/html/history-file.ts';
import { isPartitioned } from '../../dataset/partitions/partitions.ts';
import type { CataloguedRun, CataloguedVerdict } from '../../outcome/catalogue/catalogue.ts';
import type { Outcome } from '../../outcome/outcome.ts';
import { visible } from '../../outcome/printable-text.ts';
import { type RunProblem, stateOf } from '../../outcome/report.ts';
import { reportFiles } from '../../outcome/report-files.ts';
import { messageOf } from '../../value/thrown.ts';
import { UsageError } from '../usage.ts';
import type { FoundContract } from './find-contracts.ts';

/** The past runs that are known, and what was wrong with the newest of each report. */
export interface KnownRuns {
  readonly history: History;
  readonly problems: readonly RunProblem[];
  /** The files that were read. */
  readonly files: readonly string[];
}

/**
 * Reads histories and JSON reports: those that are given, or those that the reporters write by default.
 *
 * @throws {UsageError} for a file that is missing or is neither.
 */
export async function readRuns(given: readonly string[]): Promise<KnownRuns> {
  const files = given.length > 0 ? given : [usualHistory, reportFiles.json].filter(existsSync);
  const all: History[] = [];
  const problems: RunProblem[] = [];
  for (const file of files) {
    if (!existsSync(file)) throw new UsageError(`--history ${file}: there is no such file.`);
    try {
      const written = JSON.parse(await readFile(file, 'utf8'));
      all.push(historyOf(written));
      problems.push(...problemsIn(written));
    } catch (error) {
      throw new UsageError(
        `${file} is neither a history of the HTML reporter nor a JSON report: ${messageOf(error)}. Delete it, or name another with --history.`,
      );
    }
  }
  return { history: merged(all), problems, files };
}

/** Returns the problems of a JSON report: those of a run that did not end are all that it says. */
function problemsIn(written: object): readonly RunProblem[] {
  const { format, problems }: { format?: unknown; problems?: unknown } = written;
  if (format !== 'assay-report' || !Array.isArray(problems)) return [];
  return problems.map(({ message, file }) => ({
    message: String(message),
    file: typeof file === 'string' ? file : null,
  }));
}

function merged(all: readonly History[]): History {
  const found = new Map<string, History extends ReadonlyMap<string, infer Past> ? Past : never>();
  for (const [key, past] of all.flatMap((one) => [...one]))
    found.set(
      key,
      [...(found.get(key) ?? []), ...past].sort(
        (one, other) => Date.parse(one.startedAt) - Date.parse(other.startedAt),
      ),
    );
  return found;
}

/**
 * Returns the last verdicts on each dataset of a contract: those that contract files name, and those of the history where they name
 * none or partitions. A dataset that another contract of the same name has as well is left without a verdict.
 */
export function runsOf(
  found: FoundContract,
  rules: readonly Outcome[],
  history: History,
  namesakes: readonly FoundContract[],
): readonly CataloguedRun[] {
  const name = found.contract.name;
  const whole = found.datasets.filter((one) => !isPartitioned(one)).map(({ label }) => label);
  const parts = found.datasets.filter(isPartitioned).map(({ label }) => label);
  const isOpen = namesakes.length === 0 && (whole.length === 0 || parts.length > 0);
  const others = isOpen
    ? datasetsIn(history, name).filter((label) => !whole.map(visible).includes(label))
    : [];
  const labels = [...whole, ...(others.length > 0 ? others : parts)];
  return labels.map((dataset) => {
    const isShared = namesakes.some((one) => one.datasets.some(({ label }) => label === dataset));
    const verdicts = rules.map((rule) =>
      isShared ? unknown : verdictOn({ ...rule, dataset }, history),
    );
    const times = verdicts.flatMap(({ at }) => at ?? []).sort();
    return { dataset, state: stateOf(verdicts), at: times.at(-1) ?? null, verdicts };
  });
}

const unknown: CataloguedVerdict = { state: 'notRun', at: null };

/** A verdict on a rule of another digest, or of none, as in files of earlier releases, says nothing of the rule as it is now. */
function verdictOn(rule: Outcome, history: History): CataloguedVerdict {
  const last = history.get(keyOf(rule))?.at(-1);
  return last === undefined || last.digest === undefined || last.digest !== rule.digest
    ? unknown
    : { state: last.state, at: last.startedAt };
}

/** Returns the datasets that a contract was held to, as keys of a history have them. */
function datasetsIn(history: History, contract: string): readonly string[] {
  const shown = visible(contract);
  const labels = [...history.keys()].flatMap((key) => {
    if (!key.startsWith('[')) return [];
    const [name, dataset] = JSON.parse(key);
    return name === shown && typeof dataset === 'string' ? [dataset] : [];
  });
  return [...new Set(labels)].sort();
}

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { counted } from '../../outcome/printable-text.ts';
import { baselineFolderBeside } from '../../reference/baseline-path.ts';
import { recordCommand } from '../../reference/baseline-problems.ts';
import { type BaselineMode, shownPath } from '../../reference/baseline-settings.ts';
import { obsoleteEntries } from '../../reference/obsolete-entries.ts';
import { contractOfBaseline } from '../../reference/read-baseline.ts';
import type { Recording } from '../../reference/recording.ts';
import { changeBaseline, type ObsoleteEntry, unwritten } from '../../reference/write-baselines.ts';
import { pathWithin } from '../../system/paths.ts';
import type { DeclaredBaseline } from '../worker-context.ts';

/** The baselines of a run that ended. */
export interface BaselinesOfRun {
  readonly root: string;
  readonly mode: BaselineMode;
  /** True if nothing else made the run red. */
  readonly isGood: boolean;
  /** True if the run had all contract files, so that a dataset that it has not is gone. */
  readonly isWhole: boolean;
  /** The absolute paths of the contract files of the run. */
  readonly files: readonly string[];
  readonly declared: readonly DeclaredBaseline[];
  readonly recordings: readonly Recording[];
}

/** The result of keeping baselines: what was done, as Vitest says it of snapshots, and what went wrong. */
export interface KeptBaselines {
  /** The counts, `'1 written'`. */
  readonly counts: readonly string[];
  readonly warnings: readonly string[];
  readonly problems: readonly string[];
}

/** Writes the baselines of a run that is not red, and finds entries that nothing compares with. */
export function keepBaselines(run: BaselinesOfRun): KeptBaselines {
  const { mode, isGood, recordings } = run;
  const mayWrite = isGood && (mode === 'new' || mode === 'all');
  const obsolete = isGood ? obsoleteIn(run) : new Map<string, ObsoleteInFile>();
  if (!mayWrite)
    return {
      counts: [],
      warnings: [...notWritten(run), ...obsoleteWarnings(obsolete, run)],
      problems: [],
    };
  const removing = mode === 'all' ? obsolete : new Map<string, ObsoleteInFile>();
  const problems: string[] = [];
  const sum = { written: 0, updated: 0, removed: 0 };
  const byPath = Map.groupBy(recordings, ({ path }) => path);
  for (const path of new Set([...byPath.keys(), ...removing.keys()])) {
    const some = byPath.get(path) ?? [];
    const gone = removing.get(path);
    const contract = some[0]?.contract ?? gone?.contract;
    if (contract === undefined) continue;
    try {
      const counts = changeBaseline({
        path,
        contract,
        recordings: some,
        obsolete: gone?.entries ?? [],
      });
      sum.written += counts.written;
      sum.updated += counts.updated;
      sum.removed += counts.removed;
    } catch (error) {
      problems.push(unwritten(shownPath(path, run.root), error));
    }
  }
  return {
    counts: Object.entries(sum).flatMap(([what, count]) => (count > 0 ? [`${count} ${what}`] : [])),
    warnings: mode === 'all' ? [] : obsoleteWarnings(obsolete, run),
    problems,
  };
}

/** The obsolete entries of a baseline file. */
interface ObsoleteInFile {
  readonly contract: string;
  readonly entries: readonly ObsoleteEntry[];
}

function obsoleteIn({
  root,
  declared,
  isWhole,
  files,
}: BaselinesOfRun): ReadonlyMap<string, ObsoleteInFile> {
  const found = new Map<string, ObsoleteInFile>();
  const byPath = Map.groupBy(declared, ({ path }) => path);
  // A file beyond the root may be kept for the runs of other roots as well.
  const isOwn = (path: string) => isWhole && pathWithin(root, path) !== null;
  for (const [path, some] of byPath) {
    const contract = some[0]?.contract ?? '';
    const known = new Set(some.map(({ dataset }) => dataset));
    const isAll = isOwn(path);
    const entries = obsoleteEntries(path, contract, some).filter(
      ({ dataset }) => isAll || known.has(dataset),
    );
    if (entries.length > 0) found.set(path, { contract, entries });
  }
  if (!isWhole) return found;
  const folders = new Set([...byPath.keys()].map(dirname).concat(files.map(baselineFolderBeside)));
  for (const path of [...folders].filter(isOwn).flatMap(filesIn)) {
    const contract = byPath.has(path) ? null : contractOfBaseline(textOf(path));
    if (contract === null) continue;
    const entries = obsoleteEntries(path, contract, []);
    if (entries.length > 0) found.set(path, { contract, entries });
  }
  return found;
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function obsoleteWarnings(
  obsolete: ReadonlyMap<string, ObsoleteInFile>,
  { root }: BaselinesOfRun,
): readonly string[] {
  const count = [...obsolete.values()].reduce((sum, { entries }) => sum + entries.length, 0);
  if (count === 0) return [];
  const paths = [...obsolete.keys()].map((path) => shownPath(path, root));
  return [
    `${counted(count, 'baseline')} obsolete, which nothing compares with, in ${paths.join(', ')}: remove with ${recordCommand}`,
  ];
}

function notWritten({ isGood, mode, recordings }: BaselinesOfRun): readonly string[] {
  const count = recordings.reduce((sum, { entries }) => sum + Object.keys(entries).length, 0);
  if (isGood || count === 0 || mode === 'none') return [];
  return [`${counted(count, 'baseline')} not written, because the run failed`];
}

import { isLost, type Outcome } from '../../outcome/outcome.ts';
import { allOf, counted } from '../../outcome/printable-text.ts';
import { leftOutByFile } from './left-out-tests.ts';
import { lostExpectations } from './lost-expectations.ts';
import { nameClashes } from './name-clashes.ts';
import { isLeftOutOfGate, reasonFor } from './not-run.ts';
import type {
  ManifestProblem,
  ModuleRecord,
  NotRunReasons,
  RunRecord,
  TestRecord,
} from './run-record.ts';
import { unverified } from './unverified.ts';

/** The difference between the expectations that were declared and the results that came back. */
export interface Manifest {
  readonly notRun: NotRunReasons;
  readonly problems: readonly ManifestProblem[];
  /** Warnings, which do not fail the run. */
  readonly warnings: readonly string[];
}

/**
 * Compares the declared expectations with the results. A missing result fails the run, unless a user's own filter left
 * it out.
 */
export function compareManifest(run: RunRecord): Manifest {
  const notRun: NotRunReasons = new Map(
    run.modules.flatMap((module) =>
      module.tests
        .filter(({ outcome }) => outcome.state === 'notRun')
        .map((test) => [test, reasonFor(test, module, run)] as const),
    ),
  );
  const idle = unverified(run);
  return {
    notRun,
    problems: [
      ...run.modules.flatMap((module) => lostExpectations(module, notRun)),
      ...nameClashes(run),
      ...idle,
      ...noneSelected(run, notRun),
      ...(idle.length > 0 ? [] : noneVerified(run)),
      ...missingFiles(run),
    ],
    warnings: run.modules.flatMap((module) => leftOutByFile(module, notRun)),
  };
}

function noneSelected(run: RunRecord, notRun: NotRunReasons): readonly ManifestProblem[] {
  const [module] = run.modules.filter(({ tests }) => tests.length > 0);
  const isTold =
    run.allowNoneSelected || run.interrupted || run.modules.some(({ failed }) => failed);
  const all = run.modules.flatMap(({ tests }) => tests);
  const isAnyJudged = all.some((test) => !isLeftOut(notRun.get(test)));
  // A filter that finds other tests was meant for them; without one, nobody asked for nothing to be judged.
  const isAsked = run.filters.length > 0 && run.otherTests > 0;
  if (!module || isAnyJudged || isAsked || isTold) return [];
  if (all.every((test) => isLeftOutOfGate(notRun.get(test)))) return [noneGated(module)];
  const total = all.length;
  const cause =
    run.filters.length > 0
      ? `${run.filters.join(' and ')} leaves out`
      : 'the files themselves leave out';
  return [
    {
      code: 'NONE_SELECTED',
      module,
      message: `Nothing was judged: ${cause} ${allOf(total, 'expectation')}. ${asTitle(run.filters, all)}If that is intended, set contracts({ allowNoneSelected: true }).`,
    },
  ];
}

/** Says how a title is given to `-t`, where the text of a filter is one, and matches nothing as a regular expression. */
function asTitle(filters: readonly string[], tests: readonly TestRecord[]): string {
  const texts = filters.flatMap((filter) => /^-t "(.*)"$/s.exec(filter)?.[1] ?? []);
  const text = texts.find(
    (one) =>
      /[()[\]{}.*+?^$|]/.test(one) && tests.some(({ outcome: { title } }) => title.includes(one)),
  );
  if (text === undefined) return '';
  const escaped = text.replaceAll(/[\\()[\]{}.*+?^$|]/g, '\\$&');
  return `It is part of a title, and -t takes a regular expression, in which parentheses and dots mean something else: write -t "${escaped}". `;
}

const noneGated = (module: ModuleRecord): ManifestProblem => ({
  code: 'NONE_SELECTED',
  module,
  message: 'Nothing was judged: no contract checks the snapshot that is promoted.',
});

/**
 * Returns a problem if contract files ran and none of them verifies anything. In a shard, the files of another one may.
 */
function noneVerified(run: RunRecord): readonly ManifestProblem[] {
  const [module] = run.modules.filter(({ isContractFile }) => isContractFile);
  const isTold =
    run.allowNoneSelected ||
    run.interrupted ||
    run.isShard ||
    run.missing.length > 0 ||
    run.modules.some(({ declared, failed }) => failed || declared.length > 0);
  if (!module || isTold) return [];
  const message =
    'Nothing was judged: the contract files of this run only make contracts that others verify. Run those as well.';
  return [{ code: 'NONE_SELECTED', module, message }];
}

/** True if a test was left out on purpose, also by a hook that skips it. */
const isLeftOut = (reason: NonNullable<Outcome['problem']> | undefined): boolean =>
  reason !== undefined && !isLost({ state: 'notRun', problem: reason });

/**
 * Returns the problem of a run without a contract file; `isOwn` is true if the run has nothing else in it, and `filters` are
 * the file filters where they match no file at all.
 */
export function noContractFile(
  projects: readonly { readonly name: string; readonly config: { readonly include: string[] } }[],
  { isOwn, filters }: { readonly isOwn: boolean; readonly filters: readonly string[] },
): ManifestProblem {
  const globs = projects.flatMap(({ config }) => config.include).join(', ');
  const others = isOwn
    ? ''
    : ` Where a run is for other tests alone, leave them out by name: ${projects.map(({ name }) => `--project='!${name}'`).join(' ')}.`;
  return {
    code: 'NONE_SELECTED',
    module: null,
    message: `Nothing was judged: there is no contract file to run${unmatched(filters)}. Their globs are ${globs}.${others}`,
  };
}

function unmatched(filters: readonly string[]): string {
  if (filters.length === 0) return '';
  const names = filters.map((filter) => `'${filter}'`).join(' and ');
  return `, for the ${filters.length === 1 ? 'filter' : 'filters'} ${names} ${filters.length === 1 ? 'matches' : 'match'} no file`;
}

function missingFiles({ missing, interrupted }: RunRecord): readonly ManifestProblem[] {
  if (missing.length === 0 || interrupted) return [];
  const message = `${counted(missing.length, 'contract file')} never reported, so nothing in ${missing.length === 1 ? 'it' : 'them'} was judged: ${missing.join(', ')}. The process that was to run ${missing.length === 1 ? 'it' : 'them'} ended before.`;
  return [{ code: 'FILE_LOST', module: null, message }];
}

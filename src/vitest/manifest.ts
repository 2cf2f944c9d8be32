import { isLost, type Outcome } from '../outcome/outcome.ts';
import { counted } from '../outcome/text.ts';
import { clashes } from './clashes.ts';
import { lostIn } from './lost.ts';
import { reasonFor } from './not-run.ts';
import type { ManifestProblem, ModuleRecord, NotRun, RunRecord } from './run-record.ts';

/** What was declared less what came back. */
export interface Manifest {
  readonly notRun: NotRun;
  readonly problems: readonly ManifestProblem[];
  /** Not red, but to be seen. */
  readonly warnings: readonly string[];
}

/** Compare what was declared with what came back: what is missing makes the run red, unless a user's own filter left it out. */
export function manifest(run: RunRecord): Manifest {
  const notRun: NotRun = new Map(
    run.modules.flatMap((module) =>
      module.tests
        .filter(({ outcome }) => outcome.state === 'notRun')
        .map((test) => [test, reasonFor(test, module, run)] as const),
    ),
  );
  return {
    notRun,
    problems: [
      ...run.modules.flatMap((module) => lostIn(module, notRun)),
      ...clashes(run),
      ...noneSelected(run, notRun),
      ...missingFiles(run),
    ],
    warnings: run.modules.filter(({ containsOnly }) => containsOnly).map(onlyWarning),
  };
}

function noneSelected(run: RunRecord, notRun: NotRun): readonly ManifestProblem[] {
  const [module] = run.modules.filter(({ tests }) => tests.length > 0);
  const isTold =
    run.allowNoneSelected || run.interrupted || run.modules.some(({ failed }) => failed);
  const all = run.modules.flatMap(({ tests }) => tests);
  const isAnyJudged = all.some((test) => !isLeftOut(notRun.get(test)));
  if (!module || isAnyJudged || run.otherTests > 0 || isTold) return [];
  const total = all.length;
  const cause =
    run.filters.length > 0
      ? `${run.filters.join(' and ')} leaves out`
      : 'the files themselves leave out';
  return [
    {
      code: 'NONE_SELECTED',
      module,
      message: `Nothing was judged: ${cause} all ${counted(total, 'expectation')}. Where that is meant, say contracts({ allowNoneSelected: true }).`,
    },
  ];
}

/** Also by a hook that skips what was selected. */
const isLeftOut = (reason: NonNullable<Outcome['problem']> | undefined): boolean =>
  reason !== undefined && !isLost({ state: 'notRun', problem: reason });

/** A run of nothing but contracts, without any. */
export const noContractFile = (include: readonly string[]): ManifestProblem => ({
  code: 'NONE_SELECTED',
  module: null,
  message: `Nothing was judged: there is no contract file to run. They are looked for as ${include.join(', ')}.`,
});

function missingFiles({ missing, interrupted }: RunRecord): readonly ManifestProblem[] {
  if (missing.length === 0 || interrupted) return [];
  const message = `${counted(missing.length, 'contract file')} never reported, so nothing in ${missing.length === 1 ? 'it' : 'them'} was judged: ${missing.join(', ')}. The process that was to run ${missing.length === 1 ? 'it' : 'them'} ended before.`;
  return [{ code: 'FILE_LOST', module: null, message }];
}

function onlyWarning({ path, tests }: ModuleRecord): string {
  const count = tests.filter(({ selected }) => !selected).length;
  return `${path}: .only is left in, so ${counted(count, 'expectation')} of it did not run`;
}

import { readFileSync } from 'node:fs';
import type { schema } from '@stryker-mutator/api/core';

/** A mutant, and what became of it. */
export interface Judged extends schema.MutantResult {
  readonly file: string;
}

/** The mutants of a report. */
export function judged(report: string): readonly Judged[] {
  const { files } = JSON.parse(readFileSync(report, 'utf8')) as schema.MutationTestResult;
  return Object.entries(files).flatMap(([file, { mutants }]) =>
    mutants.map((one) => ({ ...one, file })),
  );
}

/** No test has noticed it. */
export const lived = ({ status }: Judged): boolean =>
  status === 'Survived' || status === 'NoCoverage';

const isStatic = ({ status, static: isOfLoading }: Judged) => status !== 'Ignored' && isOfLoading;

/** Counts of a folder; the score is of all mutants that were run, those that no test reaches included. */
export function scoreOf(folder: string, all: readonly Judged[]) {
  const of = (status: Judged['status']) => all.filter((one) => one.status === status).length;
  const [killed, timedOut, survived] = [of('Killed'), of('Timeout'), of('Survived')];
  const unreached = of('NoCoverage');
  const run = killed + timedOut + survived + unreached;
  return {
    folder,
    mutants: all.length,
    killed,
    timedOut,
    survived,
    unreached,
    errors: of('RuntimeError') + of('CompileError'),
    ignored: of('Ignored'),
    static: all.filter(isStatic).length,
    score: Number(((100 * (killed + timedOut)) / run).toFixed(2)),
  };
}

/** Places of mutants as Stryker takes them, its columns from 0; a place may have others that were killed. */
export const livingRanges = (living: readonly Judged[]): readonly string[] => [
  ...new Set(
    living.map(({ file, location: { start, end } }) => {
      const [from, to] = [start, end].map(({ line, column }) => `${line}:${column - 1}`);
      return `${file}:${from}-${to}`;
    }),
  ),
];

/** A mutant in one line, the same in each report. */
export const told = ({
  file,
  location: { start, end },
  mutatorName,
  replacement,
}: Pick<Judged, 'file' | 'location' | 'mutatorName' | 'replacement'>): string =>
  `${file}:${start.line}:${start.column}-${end.line}:${end.column} ${mutatorName}: ${replacement?.replace(/\s+/g, ' ')}`;

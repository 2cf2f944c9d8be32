import type { Case } from './case.ts';
import type { Wanted } from './files.ts';
import { tableOf } from './line.ts';

/** The files that cases are about, each once. */
export function wantedFiles(corpus: readonly Case[]): readonly Wanted[] {
  const wanted = new Map(
    corpus.map(({ data, source }): [string, Wanted] => [
      `${data}.${source}`,
      [data, tableOf(data), source],
    ]),
  );
  return [...wanted.values()];
}

import type { Case } from './case.ts';
import type { Wanted } from './files.ts';
import { tableOf } from './line.ts';

/** The names of the tables of a case: its own, and that of its reference. */
export function tablesIn({ data, check }: Case): readonly string[] {
  return 'reference' in check && 'data' in check.reference ? [data, check.reference.data] : [data];
}

/** The files that cases are about, each once. */
export function wantedFiles(corpus: readonly Case[]): readonly Wanted[] {
  const wanted = new Map(
    corpus.flatMap((one) =>
      tablesIn(one).map((data): [string, Wanted] => [
        `${data}.${one.source}`,
        [data, tableOf(data), one.source],
      ]),
    ),
  );
  return [...wanted.values()];
}

import type { IdentityKind, Part, Parts } from '../dataset.ts';
import { textBundleBytes } from '../files/bundles.ts';
import { contentDigest } from '../files/file-digests.ts';
import { fileState } from '../files/file-state.ts';
import { type ScratchFooter, scratchFooter } from '../scratch/scratch-footer.ts';
import type { Scratch } from '../scratch/write-scratch.ts';
import { exactPath, pathOfExact } from '../sql/quote.ts';
import { type ReadJsonColumn, restored } from './json-columns.ts';
import type { JsonSource, SourceSurvey } from './json-sources.ts';
import { typedRelation, type UnreadCounts, unreadIn } from './json-typed.ts';

/**
 * Returns the pieces that the rows are made of, one for each file. Null if the columns of the scratch files are not those of the
 * dataset, so that their footers don't describe them. `footers` are those of files that are not written yet.
 */
export async function partsOfJson(
  surveys: readonly SourceSurvey[],
  scratches: readonly Scratch[],
  columns: readonly ReadJsonColumn[],
  counts: UnreadCounts,
  footers: readonly (ScratchFooter | undefined)[] = [],
): Promise<Parts | null> {
  if (unreadIn(counts).size > 0 || columns.some((column) => restored(column) !== null)) return null;
  const how = columns.map(readingOf);
  const settings = new Map<Part, readonly unknown[]>();
  const list: Part[] = [];
  for (const [at, { path, rows }] of scratches.entries()) {
    const { source } = surveys[at] as SourceSurvey;
    const { whole, within, format, longest } = source;
    const { file, compression } = whole;
    const part: Part = {
      shown: file.shown,
      footer: exactPath(path),
      key: file.path,
      bytes: file.size,
      rows,
      ...(footers[at] ?? (await scratchFooter(path))),
      identify: (kind) => stateOf(source, kind),
    };
    settings.set(part, [format, compression, longest, within]);
    list.push(part);
  }
  return {
    folderColumns: new Set(),
    list,
    relation: (of) =>
      typedRelation(
        of.map(({ footer }) => pathOfExact(footer)),
        columns,
        counts,
      ),
    describe: (of) => JSON.stringify(['json', how, of.map((part) => settings.get(part))]),
    bundleBytes: textBundleBytes(list),
  };
}

const readingOf = ({ key, name, type, isInexact, reading }: ReadJsonColumn) => [
  key,
  name,
  type,
  isInexact,
  reading && [reading.type, reading.fits('x'), reading.cast('x')],
];

/** Returns a text for the file as it was read; one of its own for a digest of a file that has changed since. */
async function stateOf(
  { whole: { file }, state }: JsonSource,
  kind: IdentityKind,
): Promise<string> {
  if (kind === 'footer') return state;
  const digest = await contentDigest(file.path);
  const now = await fileState(file.path);
  return now.text === state ? digest : crypto.randomUUID();
}

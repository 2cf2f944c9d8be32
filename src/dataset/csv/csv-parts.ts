import type { IdentityKind, Part, Parts } from '../dataset.ts';
import { contentDigest } from '../files/file-digests.ts';
import { fileState } from '../files/file-state.ts';
import { readScratch } from '../scratch/write-scratch.ts';
import { exactPath, identifier, pathOfExact } from '../sql/quote.ts';
import type { TypedColumn } from '../typing/choose-types.ts';
import type { CsvPiece } from './csv-piece.ts';

/** Returns the pieces of CSV files that were read whole. */
export function csvParts(pieces: readonly CsvPiece[], columns: readonly TypedColumn[]): Parts {
  const items = columns.map(({ name }) => identifier(name)).join(', ');
  const types = JSON.stringify(
    columns.map(({ name, reading }) => [
      name,
      reading?.type,
      reading?.cast('x'),
      reading?.fits('x'),
    ]),
  );
  const settings = new Map<Part, string>();
  const list: Part[] = [];
  for (const { path, rows, files, footer } of pieces) {
    const [first, ...more] = files;
    const part: Part = {
      shown: more.length === 0 ? first.file.shown : null,
      footer: exactPath(path),
      key: first.file.path,
      bytes: files.reduce((sum, { file }) => sum + file.size, 0),
      rows,
      ...footer,
      // What is written after the file was opened is no part of what was read.
      stamp: files.map(({ source }) => source.state).join('\n'),
      identify: (kind) =>
        identify(
          files.map(({ file }) => file.path),
          kind,
        ),
    };
    const { source, strict, kept, isRewritten } = first;
    const { options, names, characters, above } = source;
    const form = [options, names, characters, above, strict, kept, isRewritten];
    settings.set(part, JSON.stringify(form));
    list.push(part);
  }
  return {
    folderColumns: new Set(),
    list,
    relation: (of) =>
      `(select ${items} from ${readScratch(of.map(({ footer }) => pathOfExact(footer)))})`,
    describe: (of) => JSON.stringify(['csv', types, of.map((part) => settings.get(part))]),
    // Files that are read together are one piece already.
    bundleBytes: 0,
  };
}

async function identify(paths: readonly string[], kind: IdentityKind): Promise<string> {
  const found: string[] = [];
  for (const path of paths)
    found.push(
      kind === 'content' ? `${path} ${await contentDigest(path)}` : (await fileState(path)).text,
    );
  return found.join('\n');
}

import { open } from 'node:fs/promises';
import type { Reader } from '../dataset.ts';
import { passingBytes } from '../files/bytes/file-bytes.ts';
import { enginePath } from '../files/data-file.ts';
import { freshFile } from '../scratch/write-scratch.ts';
import { exactPath } from '../sql/quote.ts';
import { dumpedNull } from './csv-escapes.ts';
import type { CsvFile } from './csv-file.ts';
import type { CsvCharacters } from './csv-head.ts';
import { dumpRewriter, quoteOfCopy, rewriteSpaced } from './csv-rewrite.ts';
import { scanCsv } from './csv-scan.ts';
import { isDump } from './csv-way.ts';
import { bytesToScan, type CsvScan, scanOptionsOf } from './scan-file.ts';

/** A file as the engine reads it: the file itself, or a copy. */
export interface EngineCsv {
  readonly path: string;
  readonly characters: CsvCharacters;
  readonly compression: string;
  readonly encoding: string;
  readonly header: boolean;
  readonly skip: number;
  readonly comment: string;
}

/**
 * Returns files as the engine reads them. A file that it can't read is copied into the private folder first: in UTF-8, without
 * the lines above the header, and if it is `rewritten`, without what can't be read and as the engine understands it.
 */
export async function engineFiles(
  reader: Reader,
  [first, ...more]: readonly [CsvFile, ...CsvFile[]],
  rewritten: boolean,
): Promise<readonly [EngineCsv, ...EngineCsv[]]> {
  const files: [EngineCsv, ...EngineCsv[]] = [await engineFile(reader, first, rewritten)];
  for (const source of more) files.push(await engineFile(reader, source, rewritten));
  return files;
}

async function engineFile(reader: Reader, source: CsvFile, rewritten: boolean): Promise<EngineCsv> {
  if (rewritten) return rewrittenFile(source, await rewrite(reader, source));
  const { file, characters, compression, encoding, header, above, commentsAbove } = source;
  const { comment = '' } = source.options;
  const marks = isDump(characters) ? { ...characters, escape: '' } : characters;
  const form = { characters: marks, header, comment };
  if (!source.isCopied) {
    // Where it knows of comments, the engine does not count them among the lines that it skips.
    const skip = commentsAbove > 0 ? 0 : above;
    return { ...form, path: enginePath(file), compression, encoding, skip };
  }
  const path = exactPath(await copied(reader, source));
  return { ...form, path, compression: 'none', encoding: encodingOfCopy(source), skip: 0 };
}

const encodingOfCopy = ({ encoding }: CsvFile) => (encoding === 'latin-1' ? encoding : 'utf-8');

/** Copies are made once for as long as a dataset is open. */
const copies = new WeakMap<CsvFile, Promise<string>>();
const rewrites = new WeakMap<CsvFile, Promise<RewrittenCsv>>();

function once<Result>(
  made: WeakMap<CsvFile, Promise<Result>>,
  source: CsvFile,
  make: () => Promise<Result>,
): Promise<Result> {
  const known = made.get(source) ?? make();
  made.set(source, known);
  return known;
}

/** Copies the bytes of a file, and returns the path of the copy. */
const copied = (reader: Reader, source: CsvFile): Promise<string> =>
  once(copies, source, async () => {
    const path = freshFile(reader);
    const target = await writer(path);
    try {
      for await (const bytes of bytesToScan(source)) await target.write(bytes);
      await target.end();
    } finally {
      await target.close();
    }
    return path;
  });

/** Yields the bytes of a file from its first record on: those of its copy, where the engine reads one. */
export async function* bytesToCount(reader: Reader, source: CsvFile): AsyncGenerator<Uint8Array> {
  if (!source.isCopied) yield* bytesToScan(source);
  else yield* passingBytes({ ...source.file, path: await copied(reader, source) }, 'none', 'utf-8');
}

/** A copy that holds the sound records of a file, as the engine understands them. */
export interface RewrittenCsv {
  readonly path: string;
  readonly scan: CsvScan;
}

/** Scans a file, and writes its sound records anew. */
export const rewrite = (reader: Reader, source: CsvFile): Promise<RewrittenCsv> =>
  once(rewrites, source, async () => {
    const path = freshFile(reader);
    const target = await writer(path);
    const take = taker(source, target);
    // By the end of the first line the engine knows those of the others: in a record it may stand within quotes.
    target.put(Buffer.from(headerOfCopy(source)));
    try {
      const chunks = drained(bytesToScan(source), target);
      const scan = await scanCsv(chunks, scanOptionsOf(source), [], take);
      await target.end();
      return { path, scan };
    } finally {
      await target.close();
    }
  });

function rewrittenFile(source: CsvFile, { path }: RewrittenCsv): EngineCsv {
  const { characters } = source;
  const own = characters.quote === '' ? { quote: quoteOfCopy, escape: quoteOfCopy } : {};
  return {
    path: exactPath(path),
    characters: { ...characters, ...own },
    compression: 'none',
    encoding: encodingOfCopy(source),
    header: true,
    skip: 0,
    comment: '',
  };
}

/** Returns the texts that mean NULL in the fields of a file. */
export function nullTexts({ options, characters }: CsvFile): readonly string[] {
  const given = [options.nullText ?? ''].flat();
  return isDump(characters) ? [...given, dumpedNull(characters.escape)] : given;
}

const headerOfCopy = ({ names, characters }: CsvFile): string =>
  `${names.map((_, at) => `c${at}`).join(characters.delimiter)}\n`;

function taker(source: CsvFile, target: Writer) {
  const { characters } = source;
  const form = { characters, nulls: nullTexts(source) };
  const isBare = characters.quote === '';
  const rewriteDumped = dumpRewriter(form);
  const end = Buffer.from('\n');
  return (record: Uint8Array, isPlain: boolean): void => {
    if (isBare && (!isPlain || record.includes(quoteOfCopy.charCodeAt(0))))
      target.put(rewriteDumped(record));
    else target.put(isBare || isPlain ? record : rewriteSpaced(record, form));
    target.put(end);
  };
}

/** Yields bytes, and lets what was written meanwhile go to the file. */
async function* drained(
  chunks: AsyncIterable<Uint8Array>,
  target: Writer,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    yield chunk;
    await target.drain();
  }
}

interface Writer {
  /** Adds bytes to those that are written next. */
  put(bytes: Uint8Array): void;
  /** Writes what was put, if it is much. */
  drain(): Promise<void>;
  write(bytes: Uint8Array): Promise<void>;
  end(): Promise<void>;
  close(): Promise<void>;
}

const atOnce = 2 ** 21;

async function writer(path: string): Promise<Writer> {
  const file = await open(path, 'wx', 0o600);
  let buffer = Buffer.allocUnsafe(atOnce);
  let used = 0;
  const flush = async () => {
    const size = used;
    used = 0;
    if (size > 0) await file.writeFile(buffer.subarray(0, size));
  };
  return {
    put: (bytes) => {
      if (used + bytes.length > buffer.length) {
        const larger = Buffer.allocUnsafe(Math.max(2 * buffer.length, used + bytes.length));
        buffer.copy(larger, 0, 0, used);
        buffer = larger;
      }
      buffer.set(bytes, used);
      used += bytes.length;
    },
    drain: async () => {
      if (used >= atOnce / 2) await flush();
    },
    write: (bytes) => file.writeFile(bytes),
    end: flush,
    close: () => file.close(),
  };
}

import type { SourceFile } from '../dataset.ts';
import { canRead, readBytes } from '../files/bytes/file-bytes.ts';
import { compressionOf } from '../files/bytes/look-at-bytes.ts';
import { linesOf, withoutLines } from '../files/bytes/without-lines.ts';
import { writeBytes } from '../files/bytes/write-bytes.ts';
import type { DataFile } from '../files/data-file.ts';
import { detectFormat } from './json-load.ts';
import { formatOf, type JsonOptions } from './json-options.ts';
import { scanJson } from './json-scan.ts';
import { boundsWithin, type Within, withinOf } from './json-within.ts';

/**
 * Writes a copy of a JSON file without some records, and with the bytes of the others. The white space between records
 * stays only where each has a line.
 */
export async function jsonWithout(
  { path, shown }: SourceFile,
  options: JsonOptions,
  records: readonly number[],
  to: string,
): Promise<void> {
  const file: DataFile = { path, shown, listed: shown, remote: false, size: 0 };
  const within = withinOf(options);
  if (within !== null) return documentWithout(file, options, within, new Set(records), to);
  const { compression = compressionOf({ path, remote: false }) } = options;
  const format =
    formatOf(path, options) ?? (await detectFormat(file, compression, canRead(file, compression)));
  const chunks = () => readBytes(file, compression, 'utf-8');
  const kept =
    format === 'lines'
      ? withoutLines(
          chunks(),
          await linesOf(records, (wanted) => scanJson(chunks(), format, wanted)),
        )
      : withoutValues(chunks(), format, new Set(records));
  await writeBytes(kept, to, { compression, encoding: 'utf-8', like: path });
}

/** Writes a copy of a document without some of the records within it. */
async function documentWithout(
  file: DataFile,
  options: JsonOptions,
  within: Within,
  left: ReadonlySet<number>,
  to: string,
): Promise<void> {
  const { compression = compressionOf(file) } = options;
  const { from, to: end } = await boundsWithin(file, compression, within);
  const chunks = () => readBytes(file, compression, 'utf-8');
  async function* kept() {
    yield* between(chunks(), 0, from);
    const format = within.key === null ? 'array' : 'members';
    yield* withoutValues(between(chunks(), from, end), format, left);
    yield* between(chunks(), end, Number.POSITIVE_INFINITY);
  }
  await writeBytes(kept(), to, { compression, encoding: 'utf-8', like: file.path });
}

/** Yields the bytes between two places. */
async function* between(
  chunks: AsyncIterable<Uint8Array>,
  from: number,
  to: number,
): AsyncGenerator<Uint8Array> {
  let offset = 0;
  for await (const chunk of chunks) {
    const some = chunk.subarray(
      Math.max(0, Math.min(chunk.length, from - offset)),
      Math.max(0, Math.min(chunk.length, to - offset)),
    );
    if (some.length > 0) yield some;
    offset += chunk.length;
  }
}

const [SPACE, QUOTE, BACKSLASH, COMMA] = [0x20, 0x22, 0x5c, 0x2c] as const;
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d] as const;

/** Leaves values out: those of one array, those of the file, or the members of an object, with their keys. */
async function* withoutValues(
  chunks: AsyncIterable<Uint8Array>,
  format: 'array' | 'values' | 'members',
  left: ReadonlySet<number>,
): AsyncGenerator<Uint8Array> {
  const isWithin = format !== 'values';
  const [before, after] = format === 'members' ? ['{', '}\n'] : ['[', ']\n'];
  const base = isWithin ? 1 : 0;
  let record = -1;
  let kept = 0;
  let depth = 0;
  let isText = false;
  let isEscaped = false;
  let isInValue = false;
  if (isWithin) yield Buffer.from(before);
  for await (const bytes of chunks) {
    let from = 0;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (isEscaped) isEscaped = false;
      else if (isText) {
        isText = byte !== QUOTE;
        isEscaped = byte === BACKSLASH;
      } else if (byte <= SPACE || byte === COMMA || byte === CLOSE || byte === CLOSE_LIST) {
        const closes = byte === CLOSE || byte === CLOSE_LIST;
        if (closes) depth--;
        if (!isInValue || depth > base) continue;
        // Between a key and its value there may be space.
        if (format === 'members' && (byte <= SPACE || depth === base) && byte !== COMMA) continue;
        isInValue = false;
        if (!left.has(record)) yield bytes.subarray(from, closes && depth === base ? at + 1 : at);
      } else {
        if (!isInValue && depth >= base) {
          isInValue = true;
          from = at;
          record++;
          if (!left.has(record)) {
            if (kept > 0) yield Buffer.from(isWithin ? ',\n' : '\n');
            kept++;
          }
        }
        isText = byte === QUOTE;
        if (byte === OPEN || byte === OPEN_LIST) depth++;
      }
    }
    if (isInValue && !left.has(record)) yield bytes.subarray(from);
  }
  yield Buffer.from(isWithin ? after : kept > 0 ? '\n' : '');
}

import type { SourceFile } from '../dataset.ts';
import { canRead, compressionOf, readBytes } from '../files/bytes/file-bytes.ts';
import { linesOf, withoutLines } from '../files/bytes/without-lines.ts';
import { writeBytes } from '../files/bytes/write-bytes.ts';
import type { DataFile } from '../files/data-file.ts';
import { detectFormat } from './json-load.ts';
import { formatOf, type JsonOptions } from './json-options.ts';
import { type JsonFormat, scanJson } from './json-scan.ts';

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
  const { compression = compressionOf(path) } = options;
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

const [SPACE, QUOTE, BACKSLASH, COMMA] = [0x20, 0x22, 0x5c, 0x2c] as const;
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d] as const;

/** Leaves values out: those of one array, or those of the file. */
async function* withoutValues(
  chunks: AsyncIterable<Uint8Array>,
  format: Exclude<JsonFormat, 'lines'>,
  left: ReadonlySet<number>,
): AsyncGenerator<Uint8Array> {
  const isArray = format === 'array';
  const base = isArray ? 1 : 0;
  let record = -1;
  let kept = 0;
  let depth = 0;
  let isText = false;
  let isEscaped = false;
  let isInValue = false;
  if (isArray) yield Buffer.from('[');
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
        isInValue = false;
        if (!left.has(record)) yield bytes.subarray(from, closes ? at + 1 : at);
      } else {
        if (!isInValue && depth >= base) {
          isInValue = true;
          from = at;
          record++;
          if (!left.has(record)) {
            if (kept > 0) yield Buffer.from(isArray ? ',\n' : '\n');
            kept++;
          }
        }
        isText = byte === QUOTE;
        if (byte === OPEN || byte === OPEN_LIST) depth++;
      }
    }
    if (isInValue && !left.has(record)) yield bytes.subarray(from);
  }
  yield Buffer.from(isArray ? ']\n' : kept > 0 ? '\n' : '');
}

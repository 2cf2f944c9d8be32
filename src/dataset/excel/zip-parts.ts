import { crc32, inflateRawSync } from 'node:zlib';
import { DatasetError } from '../dataset.ts';

/** The parts of a ZIP file by name. Each is unpacked and compared with its checksum when it is asked for. */
export interface ZipParts {
  readonly names: readonly string[];
  /** Returns the bytes of a part; undefined if there is none of that name. */
  bytes(name: string): Buffer | undefined;
}

const [endMark, entryMark, localMark] = [0x06054b50, 0x02014b50, 0x04034b50];
const [endSize, longestComment] = [22, 0xffff];

/** The most bytes that a part may have once it is unpacked. */
const largest = 1 << 30;

interface Entry {
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}

/**
 * Reads the directory of a ZIP file. Only what workbooks have is known: parts that are stored or deflated, in one file of
 * less than 4 GiB.
 */
export function zipParts(file: Buffer, shown: string): ZipParts {
  const entries = readDirectory(file, shown);
  return {
    names: [...entries.keys()],
    bytes: (name) => {
      const entry = entries.get(name);
      return entry && unpack(file, entry, `${shown} (${name})`, shown);
    },
  };
}

function readDirectory(file: Buffer, shown: string): ReadonlyMap<string, Entry> {
  const end = endOf(file);
  if (end === null) throw damaged(shown, 'the directory at its end is missing');
  const [count, start] = [file.readUInt16LE(end + 10), file.readUInt32LE(end + 16)];
  if (count === 0xffff || start === 0xffffffff)
    throw damaged(shown, 'it is a ZIP file of the 64-bit kind, which is not read');
  const entries = new Map<string, Entry>();
  let at = start;
  for (let index = 0; index < count; index++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== entryMark)
      throw damaged(shown, 'its directory is cut short');
    const [nameSize, extraSize, commentSize] = [28, 30, 32].map((to) => file.readUInt16LE(at + to));
    const name = file.toString('utf8', at + 46, at + 46 + (nameSize ?? 0));
    if (entries.has(name)) throw damaged(shown, `it has two parts called ${name}`);
    entries.set(name, {
      isEncrypted: (file.readUInt16LE(at + 8) & 1) === 1,
      method: file.readUInt16LE(at + 10),
      crc: file.readUInt32LE(at + 16),
      packed: file.readUInt32LE(at + 20),
      size: file.readUInt32LE(at + 24),
      at: file.readUInt32LE(at + 42),
    });
    at += 46 + (nameSize ?? 0) + (extraSize ?? 0) + (commentSize ?? 0);
  }
  return entries;
}

function endOf(file: Buffer): number | null {
  const last = file.length - endSize;
  for (let at = last; at >= Math.max(0, last - longestComment); at--)
    if (file.readUInt32LE(at) === endMark) return at;
  return null;
}

function unpack(file: Buffer, entry: Entry, part: string, shown: string): Buffer {
  const { method, isEncrypted, crc, packed, size, at } = entry;
  if (isEncrypted) throw damaged(shown, 'a part of it is encrypted, so save it without a password');
  if (size > largest)
    throw damaged(shown, 'a part of it has more than 1 GiB, so export it as CSV or Parquet');
  if (at + 30 > file.length || file.readUInt32LE(at) !== localMark)
    throw damaged(part, 'it is not where the directory says');
  const start = at + 30 + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28);
  const data = file.subarray(start, start + packed);
  const bytes = method === 0 ? data : method === 8 ? inflated(data, size, part) : null;
  if (bytes === null) throw damaged(part, `it is packed by method ${method}, which is not read`);
  if (bytes.length !== size || crc32(bytes) !== crc)
    throw damaged(part, 'its checksum does not fit its bytes');
  return bytes;
}

function inflated(data: Buffer, size: number, part: string): Buffer {
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(size, 1) });
  } catch {
    throw damaged(part, 'it can not be unpacked');
  }
}

const damaged = (what: string, why: string) =>
  new DatasetError('DATASET_UNREADABLE', `${what} can't be read as an Excel workbook: ${why}.`);

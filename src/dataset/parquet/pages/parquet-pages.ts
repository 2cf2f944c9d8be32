import * as zlib from 'node:zlib';
import { takeTurns } from '../../../system/take-turns.ts';
import { encrypted, type Finding } from './parquet-finding.ts';
import type { ColumnChunk, Footer, ReadAt } from './parquet-footer.ts';
import type { Leaf } from './parquet-leaves.ts';
import { type ListState, listFault } from './parquet-levels.ts';
import { type Page, pageAt } from './parquet-page.ts';
import type { ReadableRange } from './parquet-range.ts';
import { levelBytes, packedPart } from './parquet-sections.ts';
import { codecNumber, encoding, unsupportedCodec, unsupportedEncoding } from './parquet-support.ts';
import { canUnpack } from './parquet-unpack.ts';
import { areInRange, rangeToCheck } from './parquet-values.ts';

/** The file that the pages are read from, with the limits for them. */
export interface PageContext {
  readonly readAt: ReadAt;
  /** The end of all pages. */
  readonly end: number;
  /** The greatest size to which a page may decompress. */
  readonly most: number;
}

/**
 * Checks that the pages of a Parquet file match its footer and can be read; returns what is wrong, or null. It reads
 * the header of each page, the levels of lists, values that the engine might misread, and pages with a checksum (gzip
 * has one). The engine itself trusts the footer, and answers from it for rows that it does not read.
 */
export async function pageFinding(
  { groups }: Pick<Footer, 'groups'>,
  leaves: readonly Leaf[],
  context: PageContext,
): Promise<Finding | null> {
  const turn = takeTurns();
  for (const [index, group] of groups.entries()) {
    if (group.rows === 0) continue;
    if (group.chunks.length !== leaves.length)
      return damaged(
        `row group ${index} has ${group.chunks.length} columns in place of ${leaves.length}`,
      );
    for (const [at, chunk] of group.chunks.entries()) {
      const leaf = leaves[at];
      if (leaf === undefined) continue;
      const where = `column ${leaf.path.join('.')}, row group ${index}`;
      const finding = await chunkFinding(chunk, leaf, { ...context, where, rows: group.rows });
      if (finding !== null) return finding;
      // What is packed takes its time: timers and signals have their turn.
      await turn();
    }
  }
  return null;
}

/** Checks that the row groups have as many rows as the footer says, if it says so. */
export function groupFinding({ rows, groups }: Pick<Footer, 'rows' | 'groups'>): Finding | null {
  const held = rowsOf({ rows, groups });
  return rows === 0 || held === rows
    ? null
    : damaged(`its row groups hold ${held} rows in place of ${rows}`);
}

/** Returns the row count as the sum of the row groups. Some writers leave the count of the whole file at 0. */
export const rowsOf = ({ groups }: Pick<Footer, 'rows' | 'groups'>): number =>
  groups.reduce((sum, group) => sum + group.rows, 0);

const damaged = (why: string): Finding => ({ kind: 'damaged', why });

interface ChunkContext extends PageContext {
  readonly where: string;
  /** The number of rows in the row group. */
  readonly rows: number;
}

async function chunkFinding(
  chunk: ColumnChunk,
  leaf: Leaf,
  context: ChunkContext,
): Promise<Finding | null> {
  const { where, rows, end, readAt } = context;
  const fault = (why: string) => damaged(`${where}: ${why}`);
  if (chunk.isEncrypted) return encrypted(where);
  if (chunk.isElsewhere)
    return {
      kind: 'unsupported',
      where,
      what: 'pages in another file',
      instead: 'name the files that hold them',
    };
  const { values, start, bytes } = chunk;
  if (leaf.lists.length > 0 ? values < rows || Number.isNaN(values) : values !== rows)
    return fault(`it holds ${values} values of ${rows} rows`);
  if (!(start >= 4 && bytes >= 0 && start + bytes <= end))
    return fault('it lies outside of the file');
  const packing = unsupportedCodec(chunk.codec);
  if (packing) return { kind: 'unsupported', where, ...packing };
  const kept = rangeToCheck(leaf, chunk);
  if (kept !== null && 'beyondRange' in kept) return beyond(kept.beyondRange, where);
  if ((kept !== null || leaf.lists.length > 0) && !canUnpack(chunk.codec))
    return { kind: 'packed', where };
  const lists = { rows: 0, previous: -1 };
  const look = { chunk, leaf, context, kept, lists };
  let found = 0;
  for (let at = start; found < values; ) {
    const page = pageAt(at, end, readAt);
    if (page === null) return fault(`at byte ${at} is no page`);
    const finding = headFinding(page, at, look) ?? (await bodyFinding(page, at, look));
    if (finding !== null) return finding;
    found += page.values;
    at = page.at + page.size;
  }
  if (found !== values) return fault(`its pages hold ${found} values in place of ${values}`);
  return leaf.lists.length === 0 || lists.rows === rows
    ? null
    : fault(`its lists are of ${lists.rows} rows in place of ${rows}`);
}

/** A column chunk with the checks of its pages, and the state that is carried from page to page. */
interface Look {
  readonly chunk: ColumnChunk;
  readonly leaf: Leaf;
  readonly context: ChunkContext;
  readonly kept: ReadableRange | null;
  readonly lists: ListState;
}

const beyond = (what: string, where: string): Finding => ({ kind: 'beyond', what, where });

/** The size up to which a page is accepted although the chunk claims fewer bytes. Some writers record wrong sizes. */
const alwaysInflated = 2 ** 26;

/** Checks the header of a page and its checksum. */
function headFinding(
  page: Page,
  at: number,
  { chunk, leaf, context: { where, most, readAt } }: Look,
): Finding | null {
  const { inflated, checksum } = page;
  if (inflated > Math.max(chunk.inflated, alwaysInflated))
    return damaged(
      `${where}: its page at byte ${at} claims to decompress to ${inflated} bytes, more than the ${chunk.inflated} of them all`,
    );
  if (inflated > most)
    return { kind: 'large', where: `${where}, the page at byte ${at}`, bytes: inflated, most };
  if (checksum !== null && !isSum(checksum, readAt(page.at, page.size)))
    return damaged(`${where}: the checksum of its page at byte ${at} does not fit its bytes`);
  if (page.kind !== 'data') return null;
  const type = leaf.field.type;
  const values = type && unsupportedEncoding(page.encoding, type);
  if (values) return { kind: 'unsupported', where, ...values };
  return hasOldLevels(page, leaf)
    ? { kind: 'unsupported', where, what: 'BIT_PACKED for levels', instead: 'write them with RLE' }
    : null;
}

/** True if a checksum matches. Node.js computes CRC-32 from 22.2 on. */
const isSum = (checksum: number, bytes: Uint8Array) =>
  typeof zlib.crc32 !== 'function' || zlib.crc32(bytes) === checksum >>> 0;

/** True if levels have the old encoding. A column without levels may have any. */
const hasOldLevels = ({ levels, levelEncodings }: Page, { lists, mostDefined }: Leaf) =>
  levels === null &&
  ((lists.length > 0 && levelEncodings.repetition !== encoding.RLE) ||
    (mostDefined > 0 && levelEncodings.definition !== encoding.RLE));

/** Checks the levels and the values of a page. */
async function bodyFinding(page: Page, at: number, look: Look): Promise<Finding | null> {
  const { chunk, leaf, kept, lists, context } = look;
  const { where, readAt } = context;
  const broken = damaged(`${where}: its page at byte ${at} can't be decompressed`);
  if (chunk.codec === codecNumber.GZIP && page.isPacked && !isGzip(page, readAt)) return broken;
  if (page.kind === 'data' && leaf.lists.length > 0) {
    const levels = await levelBytes(page, chunk.codec, leaf, readAt);
    if (levels === null) return broken;
    const why = listFault(levels, page.values, leaf, lists);
    if (why !== null) return damaged(`${where}: in its page at byte ${at} ${why}`);
  }
  if (kept === null) return null;
  const areFit = await areInRange(page, chunk.codec, kept, leaf, readAt);
  if (areFit === null) return broken;
  return areFit ? null : beyond(kept.beyond, where);
}

/** The size up to which this process decompresses a page of gzip to check it. */
const mostInflated = 2 ** 28;

/** True if a page is valid gzip. DuckDB does not check its checksum, and reads invalid bytes from broken gzip. */
function isGzip(page: Page, readAt: ReadAt): boolean {
  const { at, size, inflated } = packedPart(page, codecNumber.GZIP);
  if (inflated > mostInflated || (inflated === 0 && size === 0)) return true;
  try {
    const options = { maxOutputLength: Math.max(1, inflated) };
    return zlib.gunzipSync(readAt(at, size), options).length === inflated;
  } catch {
    return false;
  }
}

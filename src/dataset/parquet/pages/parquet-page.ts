import type { ReadAt } from './parquet-footer.ts';
import { numberIn, readThrift, structIn, ThriftEnd } from './thrift.ts';

/** A page of a column, by its header. */
export interface Page {
  readonly kind: 'data' | 'dictionary' | 'index';
  /** The number of values; 0 for a dictionary. */
  readonly values: number;
  /** The number of the encoding in the format; -1 for none. */
  readonly encoding: number;
  /** The position of its bytes; `size` is their number as stored, `inflated` as decompressed. */
  readonly at: number;
  readonly size: number;
  readonly inflated: number;
  readonly checksum: number | null;
  /**
   * The sizes of the levels before the compressed bytes; null if they are compressed too, as in pages of the first
   * version.
   */
  readonly levels: { readonly repetition: number; readonly definition: number } | null;
  /** The numbers of the level encodings, for pages of the first version. */
  readonly levelEncodings: { readonly repetition: number; readonly definition: number };
  readonly isPacked: boolean;
}

const [DATA, INDEX, DICTIONARY, DATA_V2] = [0, 1, 2, 3] as const;

/**
 * The bytes to read for a page header, tried in turn. A header can be large, since it may contain the least and
 * greatest value.
 */
const headerSizes = [512, 2 ** 16, 2 ** 24];

/** Reads the page header at a position; null if there is none. */
export function pageAt(at: number, end: number, readAt: ReadAt): Page | null {
  const header = headerAt(at, end, readAt);
  if (header === null) return null;
  const { struct, start } = header;
  const [kind = -1, inflated = -1, size = -1] = [1, 2, 3].map((field) => numberIn(struct, field));
  if (inflated < 0 || size < 0 || start + size > end) return null;
  const common = {
    at: start,
    size,
    inflated,
    checksum: numberIn(struct, 4) ?? null,
    levels: null,
    levelEncodings: { repetition: -1, definition: -1 },
    isPacked: true,
  };
  const [first, dictionary, second] = [5, 7, 8].map((field) => structIn(struct, field));
  const number = (of: typeof first, field: number) => numberIn(of, field) ?? -1;
  if (kind === DATA && number(first, 1) >= 0)
    return {
      ...common,
      kind: 'data',
      values: number(first, 1),
      encoding: number(first, 2),
      levelEncodings: { repetition: number(first, 4), definition: number(first, 3) },
    };
  if (kind === DATA_V2 && number(second, 1) >= 0) {
    const levels = { repetition: number(second, 6), definition: number(second, 5) };
    if (levels.repetition < 0 || levels.definition < 0) return null;
    if (levels.repetition + levels.definition > Math.min(size, inflated)) return null;
    const isPacked = second?.get(7) !== false;
    const values = number(second, 1);
    return { ...common, kind: 'data', values, encoding: number(second, 4), levels, isPacked };
  }
  if (kind === DICTIONARY && dictionary)
    return { ...common, kind: 'dictionary', values: 0, encoding: number(dictionary, 2) };
  return kind === INDEX ? { ...common, kind: 'index', values: 0, encoding: -1 } : null;
}

function headerAt(at: number, end: number, readAt: ReadAt) {
  for (const length of headerSizes) {
    const bytes = readAt(at, Math.min(length, end - at));
    try {
      const found = readThrift(bytes, 0);
      return found && { struct: found.struct, start: at + found.end };
    } catch (error) {
      if (!(error instanceof ThriftEnd)) throw error;
      if (bytes.length < length) return null;
    }
  }
  return null;
}

import type { PhysicalType, SchemaField } from './parquet-leaves.ts';

/** The engine version that these tables were tried on. A test tries each line on the installed engine. */
export const triedOn = 'DuckDB 1.5.5';

/** The codecs by number, each with a replacement if the engine does not support it. */
export const codecs: readonly { readonly name: string; readonly instead?: string }[] = [
  { name: 'UNCOMPRESSED' },
  { name: 'SNAPPY' },
  { name: 'GZIP' },
  { name: 'LZO', instead: 'write it with SNAPPY or ZSTD' },
  { name: 'BROTLI' },
  { name: 'LZ4', instead: 'write it with LZ4_RAW, SNAPPY or ZSTD' },
  { name: 'ZSTD' },
  { name: 'LZ4_RAW' },
];

/** The encodings by number, each with the physical types that the engine reads from it. */
export const encodings: readonly {
  readonly name: string;
  readonly types: readonly PhysicalType[] | 'all';
}[] = [
  { name: 'PLAIN', types: 'all' },
  { name: 'GROUP_VAR_INT', types: [] },
  { name: 'PLAIN_DICTIONARY', types: 'all' },
  { name: 'RLE', types: ['BOOLEAN'] },
  { name: 'BIT_PACKED', types: [] },
  { name: 'DELTA_BINARY_PACKED', types: ['INT32', 'INT64'] },
  { name: 'DELTA_LENGTH_BYTE_ARRAY', types: ['BYTE_ARRAY'] },
  { name: 'DELTA_BYTE_ARRAY', types: ['BYTE_ARRAY', 'FIXED_LEN_BYTE_ARRAY'] },
  { name: 'RLE_DICTIONARY', types: 'all' },
  { name: 'BYTE_STREAM_SPLIT', types: ['FLOAT', 'DOUBLE'] },
];

/** The numbers of the codecs that this process decompresses. */
export const codecNumber = {
  UNCOMPRESSED: 0,
  SNAPPY: 1,
  GZIP: 2,
  BROTLI: 4,
  ZSTD: 6,
  LZ4_RAW: 7,
} as const;
/** The numbers of the encodings that this process decodes. */
export const encoding = { PLAIN: 0, RLE: 3, DELTA_BINARY_PACKED: 5 } as const;

/** The numbers of ConvertedTypes. */
export const converted = {
  MAP: 1,
  MAP_KEY_VALUE: 2,
  DECIMAL: 5,
  DATE: 6,
  TIME_MILLIS: 7,
  TIME_MICROS: 8,
  TIMESTAMP_MILLIS: 9,
  TIMESTAMP_MICROS: 10,
  UINT_8: 11,
  UINT_16: 12,
  UINT_32: 13,
  UINT_64: 14,
  INT_8: 15,
  INT_16: 16,
  INT_32: 17,
  INT_64: 18,
  BSON: 20,
  INTERVAL: 21,
} as const;
/** The numbers of LogicalTypes. */
export const logical = {
  MAP: 2,
  DECIMAL: 5,
  DATE: 6,
  TIME: 7,
  TIMESTAMP: 8,
  INTEGER: 10,
  NULL: 11,
  VARIANT: 16,
} as const;

/** A feature of a file that the engine does not support, and what to do about it, both as parts of a sentence. */
export interface Unsupported {
  readonly what: string;
  readonly instead: string;
}

/** Returns the codec of a column chunk if the engine does not support it; else null. */
export function unsupportedCodec(number: number): Unsupported | null {
  const { name, instead } = codecs[number] ?? {
    name: `codec ${number}`,
    instead: 'write it with SNAPPY or ZSTD',
  };
  return instead === undefined ? null : { what: `${name} compression`, instead };
}

/** Returns the encoding of a page if the engine does not read values of that type from it; else null. */
export function unsupportedEncoding(number: number, type: PhysicalType): Unsupported | null {
  const { name, types } = encodings[number] ?? { name: `encoding ${number}`, types: [] };
  if (types === 'all' || types.includes(type)) return null;
  return { what: `${name} for ${type}`, instead: 'write it with PLAIN or a dictionary' };
}

const most = 38;

/** Returns the type of a field if the engine does not support it or misreads it; else null. */
export function unsupportedField(field: SchemaField): Unsupported | null {
  const { fields, precision, parameters } = field;
  const isMap = field.converted === converted.MAP || field.logical === logical.MAP;
  if (isMap && fields.length === 1 && fields[0]?.fields.length === 1)
    return { what: 'a MAP without values', instead: 'write it as a LIST, or with values' };
  if (field.converted === converted.DECIMAL && precision > most)
    return {
      what: `a DECIMAL of ${precision} digits`,
      instead: `write it with at most ${most}`,
    };
  if (field.converted === converted.BSON)
    return { what: 'BSON', instead: 'write it as JSON, or as bytes without that name' };
  if (field.converted >= 0) return null;
  // The engine looks at the older annotation alone, and takes what is kept for the value.
  const annotation =
    field.logical === logical.DECIMAL
      ? 'DECIMAL'
      : field.logical === logical.DATE
        ? 'DATE'
        : field.logical === logical.INTEGER && parameters.get(2) === false
          ? 'INTEGER without a sign'
          : null;
  return (
    annotation && {
      what: `${annotation} as a LogicalType alone`,
      instead: 'write its ConvertedType as well, as the format asks for',
    }
  );
}

/** The format of a file that its bytes show, whatever its name is. */
export type Contents =
  | 'parquet'
  | 'sqlite'
  | 'duckdb'
  | 'excel'
  | 'ole'
  | 'zip'
  | 'bzip2'
  | 'xz'
  | 'lz4'
  | '7z'
  | 'rar'
  | 'tar'
  | 'avro'
  | 'orc'
  | 'arrow'
  | 'hdf5'
  | 'npy'
  | 'pdf'
  | 'html'
  | 'xml'
  | 'lfs';

/** The number of bytes at the start of a file that show its format, and at its end. */
export const [startSize, endSize] = [1024, 2 ** 16] as const;

/** Where a format has its mark, and which bytes that is. */
interface Mark {
  readonly contents: Contents;
  readonly at: number;
  readonly bytes: string;
}

/** Bytes that no text and no other format has at their place, as Latin-1. */
const marks: readonly Mark[] = [
  { contents: 'sqlite', at: 0, bytes: 'SQLite format 3\0' },
  { contents: 'ole', at: 0, bytes: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' },
  { contents: 'zip', at: 0, bytes: 'PK\x03\x04' },
  { contents: 'zip', at: 0, bytes: 'PK\x05\x06' },
  { contents: 'xz', at: 0, bytes: '\xfd7zXZ\0' },
  { contents: 'lz4', at: 0, bytes: '\x04"M\x18' },
  { contents: '7z', at: 0, bytes: "7z\xbc\xaf'\x1c" },
  { contents: 'rar', at: 0, bytes: 'Rar!\x1a\x07' },
  { contents: 'tar', at: 257, bytes: 'ustar' },
  { contents: 'avro', at: 0, bytes: 'Obj\x01' },
  { contents: 'arrow', at: 0, bytes: 'ARROW1\0\0' },
  { contents: 'hdf5', at: 0, bytes: '\x89HDF\r\n\x1a\n' },
  { contents: 'npy', at: 0, bytes: '\x93NUMPY' },
  { contents: 'pdf', at: 0, bytes: '%PDF-' },
];

/**
 * Returns the format that the first bytes of a file show; null for text, and for whatever else is not known. `endOf` gives
 * the last bytes, for formats whose first ones could be those of a text too.
 */
export function contentsShown(start: Buffer, endOf: () => Buffer): Contents | null {
  const first = start.toString('latin1');
  const mark = marks.find(({ at, bytes }) => first.startsWith(bytes, at));
  if (mark?.contents === 'zip') return isWorkbook(first, endOf()) ? 'excel' : 'zip';
  if (mark !== undefined) return mark.contents;
  if (/^BZh[1-9]1AY&SY/.test(first)) return 'bzip2';
  // The number of the version, in eight bytes, follows the word.
  if (first.startsWith('DUCK', 8) && first.startsWith('\0\0\0\0\0', 15)) return 'duckdb';
  if (first.startsWith('PAR1') && endOf().toString('latin1').endsWith('PAR1')) return 'parquet';
  if (first.startsWith('ORC') && /ORC[\s\S]$/.test(endOf().toString('latin1'))) return 'orc';
  const text = first.replace(/^\xef\xbb\xbf/, '').trimStart();
  if (/^(?:<!--[\s\S]*?-->\s*)?<(?:!doctype\s+html|html)\b/i.test(text)) return 'html';
  if (/^<\?xml\s/i.test(text)) return 'xml';
  if (/^version https:\/\/(?:git-lfs\.github|hawser\.github)\.com\//.test(text)) return 'lfs';
  return null;
}

/** True for the ZIP archive that an Excel workbook is: its list of files is at its end. */
const isWorkbook = (first: string, end: Buffer): boolean =>
  first.includes('xl/') || end.includes('xl/workbook.');

/** The words for a format, and the advice on a file of it. */
interface Described {
  readonly is: string;
  readonly advice: (shown: string) => string;
}

/** Returns the name of a file as code. */
export const quoted = (shown: string) => `'${shown.replaceAll("'", "\\'")}'`;
const unpack = () => 'unpack it, or compress it by gzip or zstd instead';
const archive = () => 'unpack it, and name the file in it that is meant';
const convert = () => 'convert it to Parquet';
const asXlsx = () => 'save it as .xlsx, and read that with excel()';

const described: Readonly<Record<Contents, Described>> = {
  parquet: { is: 'a Parquet file', advice: (shown) => `read it with parquet(${quoted(shown)})` },
  sqlite: {
    is: 'a SQLite database',
    advice: (shown) => `read one of its tables with sqlite(${quoted(shown)}, 'TABLE')`,
  },
  duckdb: {
    is: 'a DuckDB database',
    advice: (shown) => `read one of its tables with duckdb(${quoted(shown)}, 'TABLE')`,
  },
  excel: { is: 'an Excel workbook', advice: (shown) => `read it with excel(${quoted(shown)})` },
  ole: { is: 'a document of old Office programs, as .xls is', advice: asXlsx },
  zip: { is: 'a ZIP archive', advice: archive },
  bzip2: { is: 'compressed by bzip2', advice: unpack },
  xz: { is: 'compressed by xz', advice: unpack },
  lz4: { is: 'compressed by LZ4', advice: unpack },
  '7z': { is: 'a 7z archive', advice: archive },
  rar: { is: 'a RAR archive', advice: archive },
  tar: { is: 'a tar archive', advice: archive },
  avro: { is: 'an Avro file', advice: convert },
  orc: { is: 'an ORC file', advice: convert },
  arrow: {
    is: 'an Arrow file',
    advice: () => 'read it with apache-arrow, and give the table to arrow()',
  },
  hdf5: { is: 'an HDF5 file', advice: convert },
  npy: { is: 'an array of NumPy', advice: convert },
  pdf: { is: 'a PDF document', advice: () => 'ask for the data itself' },
  html: {
    is: 'an HTML page',
    advice: () => 'it may be the login or error page of a download, so download the file again',
  },
  xml: { is: 'an XML document', advice: () => 'convert it to JSON or CSV' },
  lfs: {
    is: 'a pointer of Git LFS, and not the data',
    advice: () => 'bring the data with git lfs pull',
  },
};

/** Returns the sentence on a file that is of another format than it is read as. */
export function otherFormat(shown: string, contents: Contents, packing: string | null): string {
  const { is, advice } = described[contents];
  if (packing === null) return `By its bytes, ${shown} is ${is}: ${advice(shown)}.`;
  return `By its bytes, ${shown} is compressed by ${packing}, and ${is} within: unpack it first${contents === 'tar' ? ', and name the file in it that is meant' : ''}.`;
}

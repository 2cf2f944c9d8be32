import { posix } from 'node:path';
import { DatasetError } from '../dataset.ts';
import { meaningOf, type NumberMeaning } from './number-formats.ts';
import { parseAll, unescaped } from './xml-events.ts';
import { type ZipParts, zipParts } from './zip-parts.ts';

/** A sheet of cells. */
export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** The name of its part. */
  readonly part: string;
}

/** The parts of a workbook that all of its sheets share. */
export interface Workbook {
  readonly parts: ZipParts;
  readonly sheets: readonly Sheet[];
  /** True if the days are counted from 1904. */
  readonly is1904: boolean;
  /** The meaning of numbers, by the style of their cell. */
  readonly meanings: readonly NumberMeaning[];
  /** The texts that cells refer to. */
  readonly texts: readonly string[];
}

/** Reads all of a workbook but its cells. */
export function readWorkbook(file: Buffer, shown: string): Workbook {
  refuseOthers(file, shown);
  const parts = zipParts(file, shown);
  const root = relations(parts, '', shown).get('officeDocument') ?? [];
  const main = root[0]?.target;
  const bytes = main === undefined ? undefined : parts.bytes(main);
  if (main === undefined || bytes === undefined || !main.endsWith('.xml'))
    throw notExcel(shown, otherKind(parts));
  const related = relations(parts, main, shown);
  const { listed, is1904 } = readSheets(bytes, `${shown} (${main})`);
  const worksheets = new Map(
    (related.get('worksheet') ?? []).map(({ id, target }) => [id, target]),
  );
  const partOf = (type: string) => related.get(type)?.[0]?.target;
  return {
    parts,
    is1904,
    // A sheet of a chart has no cells.
    sheets: listed.flatMap(({ name, isHidden, id }) => {
      const part = worksheets.get(id);
      return part === undefined ? [] : [{ name, isHidden, part }];
    }),
    meanings: readStyles(parts, partOf('styles'), shown),
    texts: readTexts(parts, partOf('sharedStrings'), shown),
  };
}

function refuseOthers(file: Buffer, shown: string): void {
  if (file.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1')
    throw notExcel(
      shown,
      'it is a workbook of Excel 97 to 2003 (.xls), or one with a password: save it as .xlsx, without a password',
    );
  if (file.subarray(0, 2).toString('latin1') !== 'PK')
    throw notExcel(shown, 'it is no ZIP file, as each .xlsx is');
}

function otherKind({ names }: ZipParts): string {
  if (names.includes('xl/workbook.bin')) return 'it is a binary workbook (.xlsb): save it as .xlsx';
  if (names.includes('content.xml')) return 'it is an OpenDocument file (.ods): save it as .xlsx';
  return 'it is a ZIP file of something else';
}

const notExcel = (shown: string, why: string) =>
  new DatasetError('DATASET_UNREADABLE', `${shown} can't be read as an Excel workbook: ${why}.`);

interface Relation {
  readonly id: string;
  readonly target: string;
}

/** Returns the parts that a part refers to, by the last word of their type. */
function relations(
  parts: ZipParts,
  of: string,
  shown: string,
): ReadonlyMap<string, readonly Relation[]> {
  const folder = posix.dirname(of);
  const part = posix.join(folder, '_rels', `${posix.basename(of)}.rels`);
  const found = new Map<string, Relation[]>();
  const bytes = parts.bytes(part);
  if (bytes === undefined) return found;
  parseAll(
    bytes,
    {
      open: (name, { Id: id = '', Type: type = '', Target: to = '', TargetMode: mode }) => {
        if (name !== 'Relationship' || mode === 'External') return;
        const target = to.startsWith('/') ? to.slice(1) : posix.join(folder, to);
        const key = type.slice(type.lastIndexOf('/') + 1);
        found.set(key, [...(found.get(key) ?? []), { id, target }]);
      },
    },
    `${shown} (${part})`,
  );
  return found;
}

function readSheets(bytes: Buffer, shown: string) {
  const listed: { name: string; isHidden: boolean; id: string }[] = [];
  let is1904 = false;
  parseAll(
    bytes,
    {
      open: (name, attributes) => {
        if (name === 'workbookPr') is1904 = isTrue(attributes.date1904);
        if (name !== 'sheet') return;
        const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
        const isHidden = (attributes.state ?? 'visible') !== 'visible';
        listed.push({ name: unescaped(attributes.name ?? ''), isHidden, id });
      },
    },
    shown,
  );
  return { listed, is1904 };
}

/** True for the attribute of a thing that is so. */
export const isTrue = (attribute: string | undefined): boolean =>
  attribute === '1' || attribute === 'true';

function readStyles(
  parts: ZipParts,
  part: string | undefined,
  shown: string,
): readonly NumberMeaning[] {
  const bytes = part === undefined ? undefined : parts.bytes(part);
  if (bytes === undefined) return [];
  const codes = new Map<number, string>();
  const meanings: NumberMeaning[] = [];
  let isInCells = false;
  parseAll(
    bytes,
    {
      open: (name, { numFmtId, formatCode }) => {
        if (name === 'cellXfs') isInCells = true;
        const id = Number(numFmtId ?? 0);
        if (name === 'numFmt' && formatCode !== undefined) codes.set(id, formatCode);
        if (name === 'xf' && isInCells) meanings.push(meaningOf(id, codes.get(id)));
      },
      close: (name) => {
        if (name === 'cellXfs') isInCells = false;
      },
    },
    `${shown} (${part})`,
  );
  return meanings;
}

function readTexts(parts: ZipParts, part: string | undefined, shown: string): readonly string[] {
  const bytes = part === undefined ? undefined : parts.bytes(part);
  if (bytes === undefined) return [];
  const texts: string[] = [];
  let [text, isText, spoken] = ['', false, 0];
  parseAll(
    bytes,
    {
      open: (name) => {
        if (name === 'si') text = '';
        // How a text is spoken is no part of it.
        if (name === 'rPh') spoken += 1;
        isText = name === 't' && spoken === 0;
      },
      close: (name) => {
        if (name === 'rPh') spoken -= 1;
        if (name === 'si') texts.push(unescaped(text));
        isText = false;
      },
      text: (more) => {
        if (isText) text += more;
      },
    },
    `${shown} (${part})`,
  );
  return texts;
}

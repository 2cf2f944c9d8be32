import { writeFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';

/** A cell: a value, or XML as it is, such as `<c t="e"><v>#N/A</v></c>`, of which `r` is added. */
export type XlsxCell = string | number | bigint | boolean | null | { readonly xml: string };

export interface XlsxSheet {
  readonly name: string;
  readonly rows: readonly (readonly XlsxCell[])[];
  readonly state?: 'hidden' | 'veryHidden';
  /** XML behind the rows, such as `<mergeCells>`. */
  readonly after?: string;
  /** Attributes of rows by their number, from 1. */
  readonly attributes?: Readonly<Record<number, string>>;
}

export interface Xlsx {
  readonly sheets: readonly XlsxSheet[];
  readonly is1904?: boolean;
  /** The codes of number formats; a cell with `s="1"` has the first. */
  readonly formats?: readonly string[];
  /** Texts that cells with `t="s"` refer to by their place. */
  readonly texts?: readonly string[];
}

const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** True for a character that XML has no place for. */
const isForbidden = (one: string) =>
  (one < ' ' && one !== '\t' && one !== '\n') || one === '\ufffe' || one === '\uffff';

const hex = (one: string) => `_x${one.charCodeAt(0).toString(16).padStart(4, '0')}_`;

/** As Excel does: what XML can't hold, and what looks like an escape, is escaped. */
const inText = (text: string) =>
  [...escaped(text.replaceAll(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_'))]
    .map((one) => (isForbidden(one) ? hex(one) : one))
    .join('');

function letters(at: number): string {
  return at < 26
    ? String.fromCharCode(65 + at)
    : `${letters(Math.floor(at / 26) - 1)}${letters(at % 26)}`;
}

function cellXml(cell: XlsxCell, place: string): string {
  if (cell === null) return '';
  if (typeof cell === 'object') return cell.xml.replace('<c', `<c r="${place}"`);
  if (typeof cell === 'string')
    return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${inText(cell)}</t></is></c>`;
  if (typeof cell === 'boolean') return `<c r="${place}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  return `<c r="${place}"><v>${cell}</v></c>`;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const relations = (list: readonly (readonly [string, string])[]) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
    .map(
      ([type, target], at) =>
        `<Relationship Id="r${at + 1}" Type="${office}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`;

const sheetXml = ({ rows, after = '', attributes = {} }: XlsxSheet) =>
  `<worksheet xmlns="${main}"><sheetData>${rows
    .map((cells, row) =>
      cells.every((cell) => cell === null)
        ? ''
        : `<row r="${row + 1}" ${attributes[row + 1] ?? ''}>${cells
            .map((cell, at) => cellXml(cell, `${letters(at)}${row + 1}`))
            .join('')}</row>`,
    )
    .join('')}</sheetData>${after}</worksheet>`;

/** The parts of a workbook. */
export function xlsxParts({ sheets, is1904 = false, formats = [], texts = [] }: Xlsx) {
  const listed = sheets
    .map(
      ({ name, state }, at) =>
        `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="r${at + 1}"${state ? ` state="${state}"` : ''}/>`,
    )
    .join('');
  return {
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${listed}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map((_, at) => ['worksheet', `worksheets/sheet${at + 1}.xml`] as const),
      ['styles', 'styles.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
    ]),
    'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts>${formats
      .map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${escaped(code)}"/>`)
      .join(
        '',
      )}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats
      .map((_, at) => `<xf numFmtId="${164 + at}"/>`)
      .join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${texts.map((text) => `<si><t xml:space="preserve">${inText(text)}</t></si>`).join('')}</sst>`,
    ...Object.fromEntries(
      sheets.map((sheet, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet)]),
    ),
  };
}

/** A ZIP file of some parts, each of them deflated. */
export function zipOf(parts: Readonly<Record<string, string>>): Buffer {
  const [files, directory]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const [path, bytes] = [Buffer.from(name), Buffer.from(text)];
    const packed = deflateRawSync(bytes);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(crc32(bytes), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(bytes.length, 18);
    about.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), about, path, packed]);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), about, entry, path]));
    files.push(local);
    at += local.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...files, ...directory, Buffer.from('PK\u0005\u0006'), end]);
}

/** The bytes of a workbook. */
export const xlsxOf = (workbook: Xlsx): Buffer => zipOf(xlsxParts(workbook));

/** Writes a workbook of one sheet. */
export const writeXlsx = (path: string, rows: XlsxSheet['rows']): void =>
  writeFileSync(path, xlsxOf({ sheets: [{ name: 'Sheet1', rows }] }));

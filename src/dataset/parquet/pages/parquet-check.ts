import { takeTurns } from '../../../system/take-turns.ts';
import { DatasetError, type FooterColumn } from '../../dataset.ts';
import { whatElse } from '../../files/bytes/look-at-bytes.ts';
import type { DataFile } from '../../files/data-file.ts';
import { footerColumns } from './footer-columns.ts';
import { encrypted, type Finding, findingText, mostUnpacked } from './parquet-finding.ts';
import { type Footer, footerOf, type OpenParquet, withParquet } from './parquet-footer.ts';
import { leavesOf, type SchemaField, schemaOf } from './parquet-leaves.ts';
import { groupFinding, pageFinding, rowsOf } from './parquet-pages.ts';
import { isFiner } from './parquet-range.ts';
import { logical, unsupportedField } from './parquet-support.ts';
import { schemaKey } from './schema-key.ts';

/** Facts from the footer of a file whose pages were checked. */
export interface CheckedFile {
  readonly rows: number;
  /** The program that wrote the file. */
  readonly writer: string;
  /** Columns in nanoseconds, which the engine reads to the microsecond. */
  readonly finer: readonly string[];
  /** Columns of Arrow's null type. */
  readonly nulls: readonly string[];
  /** A text that files share only if the engine describes their columns alike. */
  readonly schema: string;
  /** The columns, as the footer describes them. */
  readonly columns: readonly FooterColumn[];
}

/** A checked file in the state in which it was opened. */
export interface OpenedFile extends CheckedFile {
  /** The identity of the file by its footer. */
  readonly stamp: string;
}

/** Checked files by their identity, since several contracts often read the same files. */
const known = new Map<string, CheckedFile>();
/** The most columns of files that are remembered, and their number now. */
const mostColumns = 200_000;
let columnsKnown = 0;

/**
 * Checks local files for faults that the engine does not detect, before anything is read from them. Throws if the pages
 * of a file contradict its footer, if it uses a feature that the engine does not support, or if the engine would read
 * other values.
 */
export async function checkFiles(
  files: readonly DataFile[],
  granted: number | null,
): Promise<ReadonlyMap<DataFile, OpenedFile>> {
  const checked = new Map<DataFile, OpenedFile>();
  const turn = takeTurns();
  for (const file of files) {
    if (file.remote) continue;
    checked.set(file, await checkFile(file, granted));
    await turn();
  }
  return checked;
}

/** Returns a note on columns whose last digits are not read. */
export function finerNotes(checked: ReadonlyMap<DataFile, CheckedFile>): readonly string[] {
  const names = [...new Set([...checked.values()].flatMap(({ finer }) => finer))];
  if (names.length === 0) return [];
  const list = names.map((name) => `"${name}"`).join(', ');
  return [`Kept in nanoseconds, and read to the microsecond: ${list}.`];
}

const checkFile = (file: DataFile, granted: number | null): Promise<OpenedFile> =>
  withParquet(file.path, async (open) => {
    const key = `${granted} ${open.identity}`;
    const kept = known.get(key);
    if (kept) return { ...kept, stamp: open.identity };
    const checked = await lookAt(open, file, granted);
    columnsKnown += checked.columns.length;
    if (columnsKnown > mostColumns) {
      known.clear();
      columnsKnown = checked.columns.length;
    }
    known.set(key, checked);
    return { ...checked, stamp: open.identity };
  });

async function lookAt(
  { readAt, end, footer: bytes }: OpenParquet,
  { path, shown }: DataFile,
  granted: number | null,
): Promise<CheckedFile> {
  const start = Buffer.from(readAt(0, magic.length)).toString('latin1');
  if (start === magicOfEncrypted) throw refused(shown, encrypted(null));
  if (start !== magic)
    throw unreadable(
      whatElse({ path, shown }) ??
        `${shown} is not a Parquet file: its first bytes are not ${magic}.`,
    );
  const isEnded =
    Buffer.from(readAt(end + bytes.length + 4, magic.length)).toString('latin1') === magic;
  const footer = isEnded ? footerOf(bytes) : null;
  const schema = footer && schemaOf(footer.elements);
  if (!footer || !schema) throw refused(shown, damagedFooter);
  const leaves = leavesOf(schema);
  const finding =
    schemaFinding(footer, schema) ??
    groupFinding(footer) ??
    (await pageFinding(footer, leaves, { readAt, end, most: mostUnpacked(granted) }));
  if (finding !== null) throw refused(shown, finding);
  return {
    rows: rowsOf(footer),
    writer: footer.writer,
    finer: leaves.filter(isFiner).map(({ path }) => path.join('.')),
    nulls: schema.filter(({ logical }) => logical === nullType).map(({ name }) => name),
    schema: schemaKey(footer.elements),
    columns: footerColumns(footer, leaves),
  };
}

const magic = 'PAR1';
const magicOfEncrypted = 'PARE';

const { NULL: nullType } = logical;

const unreadable = (message: string) => new DatasetError('DATASET_UNREADABLE', message);

const refused = (shown: string, finding: Finding) => unreadable(findingText(shown, finding));

const damagedFooter: Finding = {
  kind: 'damaged',
  why: 'its last bytes are no footer, as where a file was cut short',
};

function schemaFinding(footer: Footer, schema: readonly SchemaField[]): Finding | null {
  if (footer.isEncrypted) return encrypted(null);
  return fieldFinding(schema, []);
}

function fieldFinding(fields: readonly SchemaField[], above: readonly string[]): Finding | null {
  for (const field of fields) {
    const path = [...above, field.name];
    const unsupported = unsupportedField(field);
    if (unsupported)
      return { kind: 'unsupported', where: `column ${path.join('.')}`, ...unsupported };
    const within = fieldFinding(field.fields, path);
    if (within !== null) return within;
  }
  return null;
}

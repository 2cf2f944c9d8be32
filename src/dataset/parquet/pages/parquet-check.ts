import { DatasetError } from '../../dataset.ts';
import type { DataFile } from '../../files/data-file.ts';
import { fileState } from '../../files/file-state.ts';
import { encrypted, type Finding, findingText, mostUnpacked } from './parquet-finding.ts';
import { type Footer, withParquet } from './parquet-footer.ts';
import { leavesOf, type SchemaField, schemaOf } from './parquet-leaves.ts';
import { groupFinding, pageFinding, rowsOf } from './parquet-pages.ts';
import { isFiner } from './parquet-range.ts';
import { unsupportedField } from './parquet-support.ts';

/** Facts from the footer of a file whose pages were checked. */
export interface CheckedFile {
  readonly rows: number;
  /** The program that wrote the file. */
  readonly writer: string;
  /** Columns in nanoseconds, which the engine reads to the microsecond. */
  readonly finer: readonly string[];
  /** Columns of Arrow's null type. */
  readonly nulls: readonly string[];
}

/** Checked files by their state, since several contracts often read the same files. */
const known = new Map<string, CheckedFile>();
const mostKnown = 10_000;

/**
 * Checks local files for faults that the engine does not detect, before anything is read from them. Throws if the pages
 * of a file contradict its footer, if it uses a feature that the engine does not support, or if the engine would read
 * other values.
 */
export async function checkFiles(
  files: readonly DataFile[],
  granted: number | null,
): Promise<ReadonlyMap<DataFile, CheckedFile>> {
  const checked = new Map<DataFile, CheckedFile>();
  for (const file of files) if (!file.remote) checked.set(file, await checkFile(file, granted));
  return checked;
}

/** Returns a note on columns whose last digits are not read. */
export function finerNotes(checked: ReadonlyMap<DataFile, CheckedFile>): readonly string[] {
  const names = [...new Set([...checked.values()].flatMap(({ finer }) => finer))];
  if (names.length === 0) return [];
  const list = names.map((name) => `"${name}"`).join(', ');
  return [`Kept in nanoseconds, and read to the microsecond: ${list}.`];
}

async function checkFile({ path, shown }: DataFile, granted: number | null): Promise<CheckedFile> {
  const { text } = await fileState(path);
  const key = `${granted} ${text}`;
  const kept = known.get(key);
  if (kept) return kept;
  const checked = await lookAt(path, shown, granted);
  if (known.size >= mostKnown) known.clear();
  known.set(key, checked);
  return checked;
}

const lookAt = (path: string, shown: string, granted: number | null): Promise<CheckedFile> =>
  withParquet(path, async ({ readAt, end, footer }) => {
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
    };
  });

/** The number of the annotation for Arrow's null type. */
const nullType = 11;

const refused = (shown: string, finding: Finding) =>
  new DatasetError('DATASET_UNREADABLE', findingText(shown, finding));

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

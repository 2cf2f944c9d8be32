import { closest } from '../../value/closest.ts';
import { DatasetError } from '../dataset.ts';
import { whatElse } from '../files/bytes/look-at-bytes.ts';
import type { DataFile } from '../files/data-file.ts';
import { firstBytes } from '../files/find/find-files.ts';
import { namesInWords } from '../listed-names.ts';
import { identifier } from './quote.ts';

/** A table or view of a database, with the names by which a user may refer to it. */
export interface NamedTable {
  /** The names that a user may write, the shortest first: `flights`, `main.flights`. */
  readonly names: readonly string[];
  /** The qualified name in SQL, quoted. */
  readonly sql: string;
}

/**
 * Finds a table by its name. Case matters only if two names differ by nothing else.
 *
 * @throws {DatasetError} if no table has the name, or several have: `"a.b"` and the table b of the schema a.
 */
export function findNamedTable<Table extends NamedTable>(
  wanted: string,
  tables: readonly Table[],
  where: string,
): Table {
  const exact = tables.filter(({ names }) => names.includes(wanted));
  if (exact[0] && exact.length === 1) return exact[0];
  if (exact.length > 1)
    throw new DatasetError(
      'DATASET_INVALID',
      `${where} has ${exact.length} tables that '${wanted}' names: write ${exact.map((table) => `'${nameOf(table, exact)}'`).join(' or ')}.`,
    );
  const lower = wanted.toLowerCase();
  const alike = tables.filter(({ names }) => names.some((name) => name.toLowerCase() === lower));
  if (alike[0] && alike.length === 1) return alike[0];
  throw new DatasetError(
    'DATASET_NOT_FOUND',
    `${where} has no table '${wanted}'${instead(wanted, tables)}`,
  );
}

/** Returns the first name of a table that no other has. */
export const nameOf = <Table extends NamedTable>(table: Table, tables: readonly Table[]): string =>
  table.names.find((name) => tables.every((one) => one === table || !one.names.includes(name))) ??
  table.sql;

function instead(wanted: string, tables: readonly NamedTable[]): string {
  if (tables.length === 0) return ': it has no tables at all.';
  const names = tables.map((table) => nameOf(table, tables));
  const near = closest(wanted, names);
  return `.${near ? ` Did you mean '${near}'?` : ''} It has ${namesInWords(names, 10)}.`;
}

/** Refuses a local file that does not begin with the magic bytes of its database format. */
export async function checkDatabaseMagic(
  { path, shown, remote }: DataFile,
  magic: string,
  at: number,
  product: string,
): Promise<void> {
  if (remote) return;
  const found = await firstBytes(path, magic.length, at);
  if (found.toString('latin1') === magic) return;
  throw new DatasetError(
    'DATASET_UNREADABLE',
    whatElse({ path, shown }) ??
      `${shown} is not a ${product} database: its first bytes are not those of one. Was it cut short, encrypted, or is it another kind of file?`,
  );
}

/** Checks the name of a table that a user gave to a source, and returns it. */
export function tableName(source: string, table: unknown): string {
  if (typeof table === 'string' && table.trim() !== '' && !table.includes('\0')) return table;
  throw new DatasetError(
    'DATASET_INVALID',
    `${source}() takes the name of a table as its second argument, such as ${source}(..., 'flights').`,
  );
}

/** Returns a qualified SQL name, such as `"main"."flights"`. */
export const qualified = (...parts: readonly string[]): string => parts.map(identifier).join('.');

import { readdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** A data file, or a table of a database. */
export interface FileToRead {
  /** A short name for what is written about the file. */
  readonly id: string;
  readonly path: string;
  readonly table?: string;
}

/** The data files of a folder, in the order of their paths; a database once for each table. */
export function filesOf(folder: string): readonly FileToRead[] {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .sort();
  return paths.flatMap((path) => {
    const id = path.slice(folder.length + 1).replaceAll(/[^\w.-]+/g, '_');
    const tables = /\.(?:sqlite3?|db)$/.test(path) ? tablesOf(path) : null;
    return tables?.map((table) => ({ id: `${id}.${table}`, path, table })) ?? [{ id, path }];
  });
}

/** The names of a database's tables. */
function tablesOf(path: string): readonly string[] {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const rows = database
      .prepare(
        "select name from sqlite_schema where type = 'table' and name not like 'sqlite%' order by name",
      )
      .all();
    return rows.map(({ name }) => String(name));
  } finally {
    database.close();
  }
}

import type { DuckDBConnection } from '@duckdb/node-api';
import { DatasetError } from '../../../dataset/dataset.ts';

/** The names under which DuckDB's files are found, where they differ from the names that people use. */
const fileNames: Readonly<Record<string, string>> = {
  sqlite: 'sqlite_scanner',
  postgres: 'postgres_scanner',
  mysql: 'mysql_scanner',
};

/** Load extensions that are installed. Nothing is fetched: a test run must not run code from the network unasked. */
export async function loadExtensions(
  connection: DuckDBConnection,
  extensions: readonly string[],
): Promise<void> {
  for (const extension of extensions) {
    try {
      await connection.run(`load ${extension}`);
    } catch (error) {
      throw await missing(connection, extension, error);
    }
  }
}

async function missing(connection: DuckDBConnection, extension: string, error: unknown) {
  const rows = await connection.runAndReadAll(
    "select version() as version, (select platform from pragma_platform()) as platform, current_setting('extension_directory') as folder",
  );
  const [version, platform, folder] = rows.getRows()[0]?.map(String) ?? [];
  const file = `${version}/${platform}/${fileNames[extension] ?? extension}.duckdb_extension`;
  const why = error instanceof Error ? error.message.split('\n')[0] : '';
  return new DatasetError(
    'EXTENSION_MISSING',
    `DuckDB ${version} could not load its extension '${extension}'${folder ? ` from ${folder}` : ''}. Run INSTALL ${extension} once with DuckDB ${version} and a network, or point extensionDirectory (or ASSAY_EXTENSION_DIRECTORY) at a folder that holds ${file}. DuckDB said: ${why}`,
  );
}

import { isDigest } from '../digest.ts';
import { objectKey } from '../keys.ts';
import { StoreError } from '../store-error.ts';
import { fieldOf } from './field-types.ts';
import type { Snapshot, SnapshotColumn, SnapshotFile } from './snapshot-record.ts';

/** The profile of Data Package version 2, which descriptors follow. */
const profile = 'https://datapackage.org/profiles/2.0/datapackage.json';

/** The media type of each format. */
const mediaTypes: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  json: 'application/json',
  parquet: 'application/vnd.apache.parquet',
  sqlite: 'application/vnd.sqlite3',
};

/**
 * Returns the descriptor of a snapshot: a Data Package (version 2), in which what is ours begins with `assay:`. Paths are
 * relative to the project's root for files in place, and to the store for copies.
 */
export function descriptorOf(snapshot: Snapshot): Readonly<Record<string, unknown>> {
  const { name, digest, created, rows, files, columns, format, options, parent } = snapshot;
  return {
    $schema: profile,
    name,
    created,
    resources: files.map((file, at) => resourceOf(snapshot, file, at)),
    'assay:digest': digest,
    'assay:rows': rows,
    'assay:columns': columns.map(({ name: column, type }) => ({ name: column, type })),
    'assay:format': format,
    'assay:options': options,
    'assay:parent': parent,
    'assay:lineage': { step: snapshot.lineage.step, inputs: snapshot.lineage.inputs },
    'assay:commit': snapshot.commit,
  };
}

const resourceOf = (
  { name, format, options, columns }: Snapshot,
  file: SnapshotFile,
  at: number,
): Readonly<Record<string, unknown>> => ({
  name: at === 0 ? name : `${name}-${at + 1}`,
  path: file.path ?? objectKey(file.digest),
  type: 'table',
  format,
  mediatype: mediaTypes[format] ?? 'application/octet-stream',
  bytes: file.bytes,
  hash: file.digest,
  ...(format === 'csv' && { encoding: 'utf-8', ...dialectOf(options) }),
  schema: {
    ...(format === 'csv' && { missingValues: nullTexts(options) }),
    fields: columns.map((column) => ({
      ...fieldOf(column),
      ...(format === 'csv' && spellingOf(fieldOf(column), options)),
    })),
  },
  'assay:name': file.name,
  'assay:rows': file.rows,
  'assay:copied': file.path === null,
});

const nullTexts = ({ nullText = '' }: Snapshot['options']) => [nullText].flat();

/** Returns how the values of a field of CSV files are written, in the words of a Data Package. */
function spellingOf({ name = '', type }: ReturnType<typeof fieldOf>, options: Snapshot['options']) {
  const { booleans } = options;
  const [decimal, thousands] = [options.decimal, options.thousands].map((mark) =>
    isObject(mark) ? (Object.hasOwn(mark, name) ? mark[name] : undefined) : mark,
  );
  if (type === 'number' || type === 'integer')
    return {
      ...(decimal !== undefined && type === 'number' && { decimalChar: decimal }),
      ...(thousands !== undefined && { groupChar: thousands }),
    };
  if (type !== 'boolean' || !isObject(booleans)) return {};
  return {
    trueValues: ['true', 't', '1', ...[booleans.true ?? []].flat()],
    falseValues: ['false', 'f', '0', ...[booleans.false ?? []].flat()],
  };
}

/** Returns the dialect of CSV files in the words of a Data Package. */
function dialectOf({ delimiter, quote, header, ...more }: Snapshot['options']) {
  const dialect = {
    ...(delimiter !== undefined && { delimiter }),
    ...(quote !== undefined && { quoteChar: quote }),
    ...(more.escape !== undefined && more.escape !== quote && { escapeChar: more.escape }),
    ...(header === false && { header }),
  };
  return Object.keys(dialect).length > 0 ? { dialect } : {};
}

/**
 * Returns the snapshot that a descriptor describes.
 *
 * @throws {StoreError} `STORE_BROKEN` for what is no descriptor, and for a path out of the project.
 */
export function snapshotOf(descriptor: unknown, key: string): Snapshot {
  const broken = (why: string) =>
    new StoreError('STORE_BROKEN', `${key} is not the descriptor of a snapshot: ${why}.`);
  if (!isObject(descriptor)) throw broken('it is no object');
  const { name, created, resources } = descriptor;
  const digest = descriptor['assay:digest'];
  const lineage = descriptor['assay:lineage'];
  if (typeof name !== 'string' || typeof created !== 'string' || !isDigest(digest))
    throw broken('its name, time or digest is missing');
  if (!Array.isArray(resources) || resources.length === 0) throw broken('it names no file');
  if (!isObject(lineage)) throw broken('its lineage is missing');
  const parent = descriptor['assay:parent'];
  const commit = descriptor['assay:commit'];
  return {
    name,
    digest,
    format: String(descriptor['assay:format']),
    options: isObject(descriptor['assay:options']) ? descriptor['assay:options'] : {},
    columns: columnsOf(descriptor['assay:columns']),
    rows: Number(descriptor['assay:rows']),
    files: resources.map((resource) => fileOf(resource, broken)),
    created,
    parent: isDigest(parent) ? parent : null,
    lineage: {
      step: typeof lineage.step === 'string' ? lineage.step : null,
      inputs: Array.isArray(lineage.inputs) ? lineage.inputs.map(String) : [],
    },
    commit: typeof commit === 'string' ? commit : null,
  };
}

function fileOf(resource: unknown, broken: (why: string) => StoreError): SnapshotFile {
  if (!isObject(resource)) throw broken('one of its files is no object');
  const { path, bytes, hash } = resource;
  const name = resource['assay:name'];
  if (typeof path !== 'string' || typeof name !== 'string' || !isDigest(hash))
    throw broken('the path, name or hash of a file is missing');
  if (!isInside(path) || !isInside(name))
    throw broken('the path of a file leads out of the project or the store');
  return {
    name,
    bytes: Number(bytes),
    digest: hash,
    rows: Number(resource['assay:rows']),
    path: resource['assay:copied'] === true ? null : path,
  };
}

/** True for a path that stays below where it starts: neither absolute nor with `..`, as the specification demands. */
const isInside = (path: string): boolean =>
  path !== '' &&
  !path.startsWith('/') &&
  !/^[a-z]:|\0/i.test(path) &&
  !path.split(/[/\\]/).includes('..');

const columnsOf = (columns: unknown): readonly SnapshotColumn[] =>
  Array.isArray(columns)
    ? columns.filter(isObject).map(({ name, type }) => ({ name: String(name), type: String(type) }))
    : [];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

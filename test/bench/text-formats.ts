import type { Written } from './planner-project.ts';

/** A format in which the rows of the benchmark are written and read. */
export interface TextFormat {
  readonly label: string;
  readonly ending: string;
  /** The statements of DuckDB that write the rows of a relation into a new file. */
  readonly writes: (relation: string, path: string) => readonly string[];
  /** The files as a relation of DuckDB's own reader. */
  readonly relation: (paths: readonly string[]) => string;
  /** The files as a contract names them. */
  readonly dataset: (paths: readonly string[]) => Written;
  /** Polars has a reader of the format. */
  readonly hasPolars: boolean;
  /** The extension of DuckDB that reads it. */
  readonly extension?: 'sqlite';
  /** What should be reached: time as a part of the SELECT's and of pandera's, and MiB at one time. */
  readonly reach: {
    readonly select?: number;
    readonly pandera?: number;
    readonly memory?: number;
  };
}

/** The name of a format, as options and results have it. */
export type FormatName = 'parquet' | 'csv' | 'ndjson' | 'json' | 'sqlite';

const list = (paths: readonly string[]) => `[${paths.map((path) => `'${path}'`).join(', ')}]`;

const copied = (options: string) => (relation: string, path: string) => [
  `copy (select * from ${relation}) to '${path}' (${options})`,
];

const called = (word: string) => (paths: readonly string[]) => ({
  word,
  call: `${word}(${JSON.stringify(paths)})`,
});

// The reader takes these times for text.
const withTimes = (relation: string) =>
  `(select * replace (created::timestamp as created) from ${relation})`;

const json = { select: 2, pandera: 0.8, memory: 450 };

/** All formats, in the order of the tables; Parquet is there to be compared with. */
export const formats: Readonly<Record<FormatName, TextFormat>> = {
  parquet: {
    label: 'Parquet',
    ending: '.parquet',
    writes: copied('format parquet'),
    relation: (paths) => `read_parquet(${list(paths)})`,
    dataset: called('parquet'),
    hasPolars: true,
    reach: {},
  },
  csv: {
    label: 'CSV',
    ending: '.csv',
    writes: copied('format csv, header'),
    relation: (paths) => `read_csv(${list(paths)})`,
    dataset: called('csv'),
    hasPolars: true,
    reach: { select: 1.5, pandera: 0.6, memory: 450 },
  },
  ndjson: {
    label: 'NDJSON',
    ending: '.ndjson',
    writes: copied('format json'),
    relation: (paths) => withTimes(`read_json(${list(paths)}, format = 'newline_delimited')`),
    dataset: called('json'),
    hasPolars: true,
    reach: json,
  },
  json: {
    label: 'JSON, one array',
    ending: '.json',
    writes: copied('format json, array true'),
    relation: (paths) => withTimes(`read_json(${list(paths)}, format = 'array')`),
    dataset: called('json'),
    hasPolars: true,
    reach: json,
  },
  sqlite: {
    label: 'SQLite',
    ending: '.db',
    writes: (relation, path) => [
      `attach '${path}' as written (type sqlite)`,
      `create table written.orders as select * from ${relation}`,
      'detach written',
    ],
    relation: ([path]) => withTimes(`sqlite_scan('${path}', 'orders')`),
    dataset: ([path]) => ({
      word: 'sqlite',
      call: `sqlite(${JSON.stringify(path)}, 'orders')`,
    }),
    hasPolars: false,
    extension: 'sqlite',
    reach: { select: 2.5, memory: 450 },
  },
};

/** True for the name of a format. */
export const isFormat = (name: string): name is FormatName => Object.hasOwn(formats, name);

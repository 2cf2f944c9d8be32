import { parseArgs } from 'node:util';

import { type FormatName, isFormat } from './text-formats.ts';
import { type Part, parts } from './text-line.ts';

/** What `npm run bench:text` is asked for. */
export interface TextOptions {
  readonly rows: readonly number[];
  readonly formats: readonly FormatName[];
  readonly parts: readonly Part[];
  /** A part of the names of the dialects that are measured; empty for all. */
  readonly only: string;
  readonly runs: number;
  /** The figures go into the page. */
  readonly isWritten: boolean;
}

/** Reads the options; what is narrowed down is written into the page only if asked for. */
export function readTextOptions(args: readonly string[]): TextOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string' },
      formats: { type: 'string' },
      parts: { type: 'string' },
      only: { type: 'string' },
      runs: { type: 'string', default: '3' },
      write: { type: 'boolean', default: false },
    },
  });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) {
    throw new Error(`--runs ${values.runs}: give a whole number, 1 or more.`);
  }
  const isNarrowed = values.rows !== undefined || values.formats !== undefined;
  const isWhole = !isNarrowed && values.parts === undefined && values.only === undefined;
  return {
    rows: (values.rows ?? '1m,4m').split(',').map(rowsOf),
    formats: (values.formats ?? 'parquet,csv,ndjson,json,sqlite').split(',').map(formatOf),
    parts: values.parts?.split(',').map(partOf) ?? partsUnlessGiven(isNarrowed, values.only),
    only: values.only ?? '',
    runs,
    isWritten: values.write || isWhole,
  };
}

function partsUnlessGiven(isNarrowed: boolean, only: string | undefined): readonly Part[] {
  if (only !== undefined) return ['options'];
  return isNarrowed ? ['file'] : parts;
}

/** The rows of `1m`, `0.5m` or `200k`. */
function rowsOf(text: string): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)([mk]?)$/.exec(text) ?? [];
  const rows = Number(digits) * (unit === 'm' ? 1e6 : unit === 'k' ? 1e3 : 1);
  if (Number.isInteger(rows) && rows >= 1000) return rows;
  throw new Error(`--rows ${text}: give numbers from 1k on, such as 1m,4m.`);
}

function formatOf(text: string): FormatName {
  if (isFormat(text)) return text;
  throw new Error(`--formats ${text}: there are parquet, csv, ndjson, json and sqlite.`);
}

function partOf(text: string): Part {
  const part = parts.find((each) => each === text);
  if (part) return part;
  throw new Error(`--parts ${text}: there are ${parts.join(', ')}.`);
}

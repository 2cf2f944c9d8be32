import process from 'node:process';
import { dialectName, dialects } from './text-dialects.ts';
import type { FormatName } from './text-formats.ts';
import type { Part, TextLine } from './text-line.ts';
import { readTextOptions } from './text-options.ts';
import { measureDialect, measuring } from './text-parts.ts';
import { textTables } from './text-report.ts';
import { merged } from './text-results.ts';
import { lastFigures, writePage } from './written-page.ts';

/*
 * What the planner benchmark's contract of 24 expectations costs over CSV, JSON and SQLite, beside a SELECT by hand and
 * pandera on polars: whole processes, in turns, medians, peak memory.
 *
 *     npm run bench:peers -- pandera
 *     npm run bench:text                                                everything, some half an hour
 *     npm run bench:text -- --formats csv --rows 1m --runs 1            one format, some seconds
 *     npm run bench:text -- --parts files,contracts --formats csv       50 files; 20 contracts over one
 *     npm run bench:text -- --only thousands                            the options with this in them, beside the plain case
 *     npm run bench:text -- --formats csv --rows 10m --write            its lines anew in docs/benchmarks/text.md
 */
const options = readTextOptions(process.argv.slice(2));

// Flat memory shows over many sizes; what many files and contracts cost shows at one.
const memoryRows = [0.5e6, 1e6, 2e6, 4e6, 10e6];

const lines: TextLine[] = [];
for (const part of options.parts) {
  if (part === 'options') {
    lines.push(...(await dialectLines()));
    continue;
  }
  for (const format of options.formats.filter((name) => takesPart(part, name))) {
    for (const rows of rowsFor(part)) {
      console.log(`${part}: ${format}, ${rows} rows`);
      const line = await measuring[part](format, rows, part === 'memory' ? 1 : options.runs);
      console.table(line.figures);
      lines.push(line);
    }
  }
}
console.log(`\n${textTables(lines)}\n`);
if (options.isWritten) {
  const all = merged(lastFigures<TextLine>('text'), lines);
  writePage('text', {
    tables: textTables(all),
    command: 'npm run bench:text',
    about: `Medians of whole processes, in turns`,
    data: all,
  });
}

async function dialectLines(): Promise<readonly TextLine[]> {
  const found: TextLine[] = [];
  const rows = options.rows[0] ?? 1e6;
  for (const dialect of dialects.filter((one) => dialectName(one).includes(options.only))) {
    if (!options.formats.includes(dialect.format)) continue;
    console.log(`options: ${dialect.format}, ${dialectName(dialect)}, ${rows} rows`);
    const line = await measureDialect(dialect, rows, options.runs);
    console.table(line.figures);
    found.push(line);
  }
  return found;
}

function rowsFor(part: Part): readonly number[] {
  if (part === 'memory') return process.argv.includes('--rows') ? options.rows : memoryRows;
  return part === 'file' ? options.rows : options.rows.slice(0, 1);
}

function takesPart(part: Part, format: FormatName): boolean {
  // A SQLite file is one; of Parquet's files docs/benchmarks/planner.md tells.
  if (part === 'files') return format === 'csv' || format === 'ndjson' || format === 'json';
  return part !== 'contracts' || format === 'csv' || format === 'sqlite';
}

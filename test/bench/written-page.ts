import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';

/** What a benchmark writes into its page. */
export interface Page {
  /** Markdown. */
  readonly tables: string;
  readonly command: string;
  /** What the figures are, without a full stop. */
  readonly about: string;
  /** The same figures, for programs. */
  readonly data: unknown;
}

const root = resolve(import.meta.dirname, '../..');
const [begin, end] = ['<!-- measured: begin -->', '<!-- measured: end -->'];

/**
 * Writes the figures between the two marks of docs/benchmarks/NAME.md, and beside it NAME.json; what is written by hand
 * around the marks stays.
 */
export function writePage(name: string, page: Page): void {
  const file = join(root, 'docs/benchmarks', `${name}.md`);
  const date = new Date().toISOString().slice(0, 10);
  const told = `${page.about}, on ${date}: ${versions().join(', ')}.\n\n    ${page.command}`;
  writeFileSync(file, between(readFileSync(file, 'utf8'), `${page.tables}\n\n${told}`));
  const data = { date, versions: versions(), command: page.command, rows: page.data };
  writeFileSync(file.replace(/\.md$/, '.json'), `${JSON.stringify(data, null, 2)}\n`);
  console.log(`Written: docs/benchmarks/${name}.md`);
}

/** What the last run wrote for programs; nothing where none has. */
export function lastFigures<Row>(name: string): readonly Row[] {
  const file = join(root, 'docs/benchmarks', `${name}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).rows : [];
}

/** The text with this between its marks; a page without them is an error. */
export function between(text: string, inside: string): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The page has no ${begin} before ${end}.`);
  return `${text.slice(0, from + begin.length)}\n\n${inside}\n\n${text.slice(to)}`;
}

function versions(): readonly string[] {
  const of = (name: string): string =>
    JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
  return [
    `Node ${process.version.slice(1)}`,
    `Vitest ${of('vitest')}`,
    `@duckdb/node-api ${of('@duckdb/node-api')}`,
    `${cpus().length} cores of ${
      cpus()[0]
        ?.model.replaceAll(/\((?:R|TM)\)/g, '')
        .trim() ?? 'a processor'
    }`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
  ];
}

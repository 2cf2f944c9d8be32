import { statSync } from 'node:fs';

import { linkFiles, replaceFile } from './planner-files.ts';
import { type Contestant, contractsOf, inTurns, vitest, writeProject } from './scale-measure.ts';
import { assayProject, panderaOver, rehearse, selectByHand } from './text-contestants.ts';
import { contractCount, fileCount } from './text-counts.ts';
import { dialectData, otherText, textData } from './text-data.ts';
import { type Dialect, dialectName } from './text-dialects.ts';
import type { FormatName } from './text-formats.ts';
import type { Name, Part, TextLine } from './text-line.ts';

type Measuring = (format: FormatName, rows: number, runs: number) => Promise<TextLine>;
type FormatPart = Exclude<Part, 'options'>;

/** How each part is measured that is of a format. */
export const measuring: Readonly<Record<FormatPart, Measuring>> = {
  file: measureFile,
  files: measureFiles,
  contracts: measureContracts,
  memory: measureMemory,
};

async function measureFile(format: FormatName, rows: number, runs: number): Promise<TextLine> {
  const data = await textData(format, rows);
  const folder = await assayProject('text', format, rows, data.files);
  await rehearse(folder, rows, data);
  const pandera = panderaOver(format, rows, data.files, folder);
  return lineOf('file', { format, rows, runs }, data.files, {
    cold: contractsOf(folder),
    unchanged: contractsOf(folder, { keepsCache: true }),
    select: await selectByHand(format, rows, data.files, folder),
    ...(pandera ? { pandera } : {}),
  });
}

async function measureFiles(format: FormatName, rows: number, runs: number): Promise<TextLine> {
  const data = await textData(format, rows, fileCount);
  const folder = writeProject('text-files', {});
  const files = linkFiles(`${folder}-data`, data.files);
  const at = Math.floor(fileCount / 2);
  const [path = '', original = ''] = [files[at], data.files[at]];
  const other = await otherText(format, rows, fileCount, at);
  const project = await assayProject('text-files', format, rows, files);
  await rehearse(project, rows, data);
  const again = contractsOf(project, { keepsCache: true });
  // To and fro: the cold run before has seen one of the two, and has forgotten the other.
  let isOther = false;
  const change = () => {
    isOther = !isOther;
    replaceFile(path, isOther ? other : original);
  };
  return lineOf('files', { format, rows, runs }, data.files, {
    cold: contractsOf(project),
    unchanged: again,
    changed: { ...again, before: change },
    select: await selectByHand(format, rows, files, project),
  });
}

async function measureContracts(format: FormatName, rows: number, runs: number): Promise<TextLine> {
  const { files } = await textData(format, rows);
  const many = await assayProject('text-contracts', format, rows, files, contractCount);
  const one = await assayProject('text-contract', format, rows, files);
  const tests = Array.from({ length: contractCount }, (_, at) => [`t${at}.test.ts`, trivial]);
  const bare = writeProject('text-bare', Object.fromEntries(tests));
  return lineOf('contracts', { format, rows, runs }, files, {
    cold: contractsOf(many),
    unchanged: contractsOf(many, { keepsCache: true }),
    one: contractsOf(one),
    bare: vitest(bare),
  });
}

async function measureMemory(format: FormatName, rows: number, runs: number): Promise<TextLine> {
  const { files } = await textData(format, rows);
  const folder = await assayProject('text', format, rows, files);
  return lineOf('memory', { format, rows, runs }, files, { cold: contractsOf(folder) });
}

/** Measures a contract over a file of a dialect, beside the same over the same rows as they are written by default. */
export async function measureDialect(
  dialect: Dialect,
  rows: number,
  runs: number,
): Promise<TextLine> {
  const { format, options } = dialect;
  const data = await dialectData(dialect, rows);
  const plain = await textData(format, rows);
  const folder = await assayProject('text-dialect', format, rows, data.files, 1, options);
  await rehearse(folder, rows, data);
  const beside = await assayProject('text', format, rows, plain.files);
  const line = await lineOf('options', { format, rows, runs }, data.files, {
    plain: contractsOf(beside),
    cold: contractsOf(folder),
  });
  return { ...line, dialect: dialectName(dialect) };
}

const trivial =
  "import { expect, test } from 'vitest'; test('one', () => { expect(1).toBe(1); });\n";

async function lineOf(
  part: Part,
  of: Pick<TextLine, 'format' | 'rows' | 'runs'>,
  files: readonly string[],
  contestants: Readonly<Partial<Record<Name, Contestant>>>,
): Promise<TextLine> {
  const measured = await inTurns(contestants as Record<Name, Contestant>, of.runs, {
    // The rehearsal has read the files, and peak memory is the same when they are read the first time.
    isWarm: part !== 'contracts',
  });
  const figures = Object.entries(measured).map(([name, { seconds, processor, memory }]) => [
    name,
    { seconds, processor, memory },
  ]);
  return {
    part,
    ...of,
    bytes: files.reduce((sum, file) => sum + statSync(file).size, 0),
    date: new Date().toISOString().slice(0, 10),
    figures: Object.fromEntries(figures),
  };
}

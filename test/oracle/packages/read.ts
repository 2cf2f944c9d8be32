import { appendFileSync, createWriteStream, existsSync, mkdirSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { finished } from 'node:stream/promises';
import type { ReadingFlags } from '../../../src/cli/reading/reading-flags.ts';
import type { Contract } from '../../../src/contract/contract.ts';
import { columnHints } from '../../../src/contract/schema/schema-expectations.ts';
import { titledExpectations } from '../../../src/contract/titled-expectations.ts';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import { closeEngines, openDataset } from '../../../src/engine/engines.ts';
import { failureMessage } from '../../../src/outcome/failure.ts';
import { measureContract } from '../../../src/plan/measure-contract.ts';
import { messageOf } from '../../../src/value/thrown.ts';
import { extensionDirectory } from '../../support/extensions.ts';
import { type FileToRead, filesOf } from './files.ts';
import { datasetOf, inferFile, loadInferred } from './infer-file.ts';

// Infers a contract from each file, checks the file by it, and writes the rows as the contract reads them to rows/, for
// compare.py. Prints a line for each file, and goes on where an earlier run stopped.

/** The result for a file, as a line of read.ndjson. */
interface Read extends FileToRead {
  readonly flags: ReadingFlags;
  readonly state: 'read' | 'refused' | 'red' | 'broken' | 'wide';
  readonly said: readonly string[];
  readonly format?: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly notes?: readonly string[];
}

const results = 'read.ndjson';
/** The most files that one process reads, and its exit code if there are more. */
const [atOnce, more] = [100, 75];
/** The most columns of a contract that is checked here: with thousands of them that takes minutes. */
const widest = 1000;
process.env.ASSAY_EXTENSION_DIRECTORY = await extensionDirectory();
const settings = { root: process.cwd(), now: new Date() };

const done = new Set(
  existsSync(results)
    ? readFileSync(results, 'utf8')
        .trim()
        .split('\n')
        .map((line) => idOf(JSON.parse(line)))
    : [],
);
for (const folder of ['contracts', 'rows']) mkdirSync(folder, { recursive: true });
const left = filesOf('files').filter(({ id }) => !done.has(id));
for (const file of left.slice(0, atOnce)) {
  const found = await read(file);
  appendFileSync(results, `${JSON.stringify(found)}\n`);
  console.log(`${found.state}\t${file.path}\t${found.said.join(' ')}`);
}
await closeEngines();
if (left.length > atOnce) process.exitCode = more;

/** Infers a contract, checks the file by it, and writes its rows. */
async function read(file: FileToRead): Promise<Read> {
  const out = `contracts/${file.id}.contract.ts`;
  const { flags, refusals, error } = await inferFile(file, out);
  if (error !== null) return { ...file, flags, state: error.state, said: refusals };
  const columns = readFileSync(out, 'utf8').match(/^ +\S.*: z\./gm)?.length ?? 0;
  if (columns > widest) return { ...file, flags, state: 'wide', said: [`${columns} columns`] };
  try {
    return { ...file, flags, ...(await check(file, out, refusals)) };
  } catch (thrown) {
    return { ...file, flags, state: 'broken', said: [...refusals, messageOf(thrown)] };
  }
}

/** Checks a file by what its contract file verifies. */
async function check(file: FileToRead, out: string, refusals: readonly string[]) {
  const { contract, source } = await loadInferred(out);
  const dataset = datasetOf(file, source);
  const selected = new Set(titledExpectations(contract).map(({ id }) => id));
  const outcomes = await measureContract({ contract, dataset, selected, settings });
  const bad = outcomes.filter(({ state }) => state !== 'passed').map(failureMessage);
  const notes = await writeRows(file, contract, dataset);
  const state: Read['state'] = bad.length > 0 ? 'red' : 'read';
  return {
    state,
    said: [...refusals, ...bad],
    format: source.format,
    options: source.options,
    notes,
  };
}

/** Writes all values as text, as the contract reads them: those of nested columns as JSON. Returns the notes on the file. */
async function writeRows({ id }: FileToRead, contract: Contract, dataset: Dataset) {
  const session = await openDataset(dataset, columnHints(contract.terms.schema), settings);
  try {
    const columns = session.columns.filter(({ isWithin }) => isWithin !== true);
    const file = createWriteStream(`rows/${id}.ndjson`);
    file.write(`${JSON.stringify({ columns, problems: session.problemCount })}\n`);
    const fields = columns.map(({ name, family, type }, at) => {
      const quoted = `"${name.replaceAll('"', '""')}"`;
      const isNested = ['list', 'struct', 'map'].includes(family);
      const isBytes = type === 'BLOB';
      return `${isNested ? `to_json(${quoted})` : isBytes ? `hex(${quoted})` : quoted}::varchar as c${at}`;
    });
    for await (const rows of session.stream(`select ${fields.join(', ')} from ${session.relation}`))
      for (const row of rows)
        file.write(`${JSON.stringify(columns.map((_, at) => row[`c${at}`] ?? null))}\n`);
    file.end();
    await finished(file);
    return session.notes;
  } finally {
    await session.close();
  }
}

function idOf(line: unknown): unknown {
  return typeof line === 'object' && line !== null && 'id' in line ? line.id : null;
}

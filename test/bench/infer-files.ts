import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Contract } from '../../src/contract/contract.ts';
import { columnHints } from '../../src/contract/schema/schema-expectations.ts';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { openDataset } from '../../src/engine/engines.ts';
import { type Check, check } from '../../src/run/check.ts';
import { messageOf } from '../../src/value/thrown.ts';
import { type FileToRead, filesOf } from '../oracle/packages/files.ts';
import { datasetOf, inferFile, loadInferred } from '../oracle/packages/infer-file.ts';
import { extensionDirectory } from '../support/extensions.ts';
import { plantFaults, type TextTable, writeCsv } from './infer-faults.ts';
import type { InferredFigures, PlantedFigures, Verdict } from './infer-figures.ts';

// Measures some data files for infer.ts, and appends a line for each to FOLDER/infer.ndjson; goes on where an earlier process stopped.

const [folder = '', sample = ''] = process.argv.slice(2);
process.chdir(folder);
process.env.ASSAY_EXTENSION_DIRECTORY = await extensionDirectory();
const results = 'infer.ndjson';
/** The most files that one process reads, and its exit code if there are more. */
const [atOnce, more] = [60, 75];
/** Files of fewer rows or more columns are left out: of what a few rows show nothing follows, and faults in wide ones take minutes. */
const [fewest, widest] = [40, 60];
/** The rows of a file that are looked at. */
const most = 5000;

const done = new Set(
  existsSync(results)
    ? readFileSync(results, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).id as string)
    : [],
);
const blank = {
  left: null,
  own: null,
  ordered: null,
  shuffled: null,
  faults: [],
};

const broken = ({ id }: FileToRead, said: string): InferredFigures => ({
  ...blank,
  id,
  own: { state: 'broken', said: [said] },
});

const verdictOf = ({ passed, state, summary }: Check): Verdict =>
  passed ? { state: 'green', said: [] } : { state, said: [summary] };

mkdirSync('inferred', { recursive: true });
const all = filesOf('files');
const step = sample === '' ? 1 : Math.max(1, Math.floor(all.length / Number(sample)));
const left = all.filter(({ id }, at) => at % step === 0 && !done.has(id));
for (const file of left.slice(0, atOnce)) {
  const figures = await measure(file).catch((error: unknown) => broken(file, messageOf(error)));
  appendFileSync(results, `${JSON.stringify(figures)}\n`);
  console.log(
    `${figures.id}\t${figures.left ?? `${figures.own?.state} ${figures.ordered?.state} ${figures.shuffled?.state} ${figures.faults.filter(({ isRed }) => isRed).length}/${figures.faults.length}`}`,
  );
}
if (left.length > atOnce) process.exitCode = more;

async function measure(file: FileToRead): Promise<InferredFigures> {
  const { id } = file;
  const out = `inferred/${id}.contract.ts`;
  const { error, refusals } = await inferFile(file, out);
  if (error?.state === 'refused') return { ...blank, id, left: 'refused' };
  if (error) return broken(file, refusals.at(-1) ?? '');
  const { contract, source } = await loadInferred(out);
  const dataset = datasetOf(file, source);
  const own = verdictOf(await check(contract, dataset));
  const parts = await writeParts(id, contract, dataset);
  if (typeof parts === 'string') return { ...blank, id, left: parts, own };
  return {
    id,
    left: null,
    own,
    ordered: await secondHalf(parts.ordered),
    shuffled: await secondHalf(parts.shuffled),
    faults: await judgeFaults(parts),
  };
}

/** The parts of a file as CSV files: all of it, its halves in its order, and halves that have each row by chance. */
interface Parts {
  readonly whole: string;
  readonly ordered: Halves;
  readonly shuffled: Halves;
  readonly faults: readonly PlantedFile[];
}

/** A copy of all of it with a fault. */
interface PlantedFile {
  readonly kind: string;
  readonly column: string | null;
  readonly path: string;
}

type Halves = readonly [first: string, second: string];

/** Writes the parts of a file, or says why it is left out. */
async function writeParts(
  id: string,
  contract: Contract,
  dataset: Dataset,
): Promise<Parts | string> {
  const settings = { root: process.cwd(), now: new Date() };
  const session = await openDataset(dataset, columnHints(contract.terms.schema), settings);
  try {
    const columns = session.columns.filter(({ isWithin }) => isWithin !== true);
    if (columns.length > widest) return 'wide';
    const fields = columns.map(({ name, family }, at) => {
      const quoted = session.dialect.identifier(name);
      const isNested = ['list', 'struct', 'map'].includes(family);
      return `${isNested ? `to_json(${quoted})` : quoted}::varchar as c${at}`;
    });
    const rows = await session.query(
      `select ${fields.join(', ')} from ${session.relation} limit ${most}`,
    );
    if (rows.length < fewest) return 'short';
    const table = {
      header: columns.map(({ name }) => name),
      rows: rows.map((row) => columns.map((_, at) => String(row[`c${at}`] ?? ''))),
    };
    return partsOf(`parts/${id}`, table);
  } finally {
    await session.close();
  }
}

function partsOf(folder: string, { header, rows }: TextTable): Parts {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, table: TextTable) => {
    const path = join(folder, `${name}.csv`);
    writeFileSync(path, writeCsv(table));
    return path;
  };
  const part = (name: string, kept: TextTable['rows']) => write(name, { header, rows: kept });
  const middle = Math.floor(rows.length / 2);
  const isFirst = (_: unknown, at: number) => Math.imul(at + 1, 0x9e3779b1) >>> 31 === 0;
  const others = rows.filter((row, at) => !isFirst(row, at));
  const parts: Parts = {
    whole: part('whole', rows),
    ordered: [part('first', rows.slice(0, middle)), part('second', rows.slice(middle))],
    shuffled: [part('some', rows.filter(isFirst)), part('others', others)],
    faults: plantFaults({ header, rows }).map(({ kind, column, table }, at) => ({
      kind,
      column,
      path: write(`fault-${at}`, table),
    })),
  };
  // For the other tools.
  writeFileSync(join(folder, 'parts.json'), JSON.stringify(parts));
  return parts;
}

/** Infers a contract from one half of a file, and checks the other half by it. */
async function secondHalf([first, second]: Halves): Promise<Verdict> {
  const out = first.replace(/\.csv$/, '.contract.ts');
  const { error, refusals } = await inferFile({ path: first }, out);
  if (error) return { state: 'refused', said: refusals };
  const { contract, source } = await loadInferred(out);
  return verdictOf(await check(contract, datasetOf({ path: second }, source)));
}

/** Checks each faulty copy by the contract that was inferred from the whole. A warning is not red. */
async function judgeFaults({ whole, faults }: Parts): Promise<readonly PlantedFigures[]> {
  const out = whole.replace(/\.csv$/, '.contract.ts');
  const { error } = await inferFile({ path: whole }, out);
  if (error) return [];
  const { contract, source } = await loadInferred(out);
  const judged: PlantedFigures[] = [];
  for (const { kind, column, path } of faults) {
    const { passed } = await check(contract, datasetOf({ path }, source));
    judged.push({ kind, column, isRed: !passed });
  }
  return judged;
}

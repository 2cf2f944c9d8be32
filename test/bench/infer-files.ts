import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Contract } from '../../src/contract/contract.ts';
import { columnHints } from '../../src/contract/schema/schema-expectations.ts';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { openDataset } from '../../src/engine/engines.ts';
import type { Mutant } from '../../src/mutants/mutant.ts';
import { mutantsOf } from '../../src/mutants/mutants-of.ts';
import { type Check, check } from '../../src/run/check.ts';
import { messageOf } from '../../src/value/thrown.ts';
import { type FileToRead, filesOf } from '../oracle/packages/files.ts';
import { datasetOf, inferFile, loadInferred } from '../oracle/packages/infer-file.ts';
import { extensionDirectory } from '../support/extensions.ts';
import type { InferredFigures, Verdict } from './infer-figures.ts';

// Measures some data files for infer.ts, and appends a line for each to FOLDER/infer.ndjson; goes on where an earlier process stopped.

const [folder = '', sample = ''] = process.argv.slice(2);
process.chdir(folder);
process.env.ASSAY_EXTENSION_DIRECTORY = await extensionDirectory();
const results = 'infer.ndjson';
/** The most files that one process reads, and its exit code if there are more. */
const [atOnce, more] = [60, 75];
/** Files of fewer rows or more columns are left out: of what a few rows show nothing follows, and mutants of wide ones take minutes. */
const [fewest, widest] = [40, 60];
/** The rows of a file that are looked at. */
const most = 20_000;

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
  planted: 0,
  caught: 0,
  byFault: {},
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
    `${figures.id}\t${figures.left ?? `${figures.own?.state} ${figures.ordered?.state} ${figures.shuffled?.state} ${figures.caught}/${figures.planted}`}`,
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
    ...(await plant(parts.whole)),
  };
}

/** The parts of a file as CSV files: all of it, its halves in its order, and halves that have each row by chance. */
interface Parts {
  readonly whole: string;
  readonly ordered: Halves;
  readonly shuffled: Halves;
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
    const lines = rows.map((row) =>
      columns.map((_, at) => csvField(row[`c${at}`] ?? null)).join(','),
    );
    const header = columns.map(({ name }) => csvField(name)).join(',');
    const folder = `parts/${id}`;
    mkdirSync(folder, { recursive: true });
    const write = (name: string, kept: readonly string[]) => {
      const path = join(folder, `${name}.csv`);
      writeFileSync(path, `${[header, ...kept].join('\n')}\n`);
      return path;
    };
    const middle = Math.floor(lines.length / 2);
    const isFirst = (_: string, at: number) => Math.imul(at + 1, 0x9e3779b1) >>> 31 === 0;
    return {
      whole: write('whole', lines),
      ordered: [write('first', lines.slice(0, middle)), write('second', lines.slice(middle))],
      shuffled: [
        write('some', lines.filter(isFirst)),
        write(
          'others',
          lines.filter((line, at) => !isFirst(line, at)),
        ),
      ],
    };
  } finally {
    await session.close();
  }
}

/** Writes a value as a field of CSV; NULL is empty. */
function csvField(value: unknown): string {
  if (value === null) return '';
  const text = String(value);
  return /^$|[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Infers a contract from one half of a file, and checks the other half by it. */
async function secondHalf([first, second]: Halves): Promise<Verdict> {
  const out = first.replace(/\.csv$/, '.contract.ts');
  const { error, refusals } = await inferFile({ path: first }, out);
  if (error) return { state: 'refused', said: refusals };
  const { contract, source } = await loadInferred(out);
  return verdictOf(await check(contract, datasetOf({ path: second }, source)));
}

/** Makes each fault in each column of 5% of the rows, and counts those that turn the contract that was inferred from them red. */
async function plant(
  path: string,
): Promise<Pick<InferredFigures, 'planted' | 'caught' | 'byFault'>> {
  const out = path.replace(/\.csv$/, '.contract.ts');
  const { error } = await inferFile({ path }, out);
  const none = { planted: 0, caught: 0, byFault: {} };
  if (error) return none;
  const { contract, source } = await loadInferred(out);
  const { mutants } = await mutantsOf(contract, datasetOf({ path }, source), { rates: [0.05] });
  const isRed = ({ state }: Mutant) => state === 'failed';
  const byFault = Object.fromEntries(
    [...Map.groupBy(mutants, ({ fault }) => fault)].map(([fault, own]) => [
      fault,
      [own.filter(isRed).length, own.length] as const,
    ]),
  );
  const caught = mutants.filter(isRed).length;
  return { planted: mutants.length, caught, byFault };
}

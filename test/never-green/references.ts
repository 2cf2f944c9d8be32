import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from '../../src/contract/contract.ts';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import type { Dataset } from '../../src/dataset/dataset.ts';
import type { MeasureRequest } from '../../src/plan/measure-contract.ts';
import type { References } from '../../src/plan/references.ts';
import { startTrace, type Trace } from '../../src/plan/trace.ts';
import { resolveReferences } from '../../src/reference/resolve-references.ts';
import { changeBaseline } from '../../src/reference/write-baselines.ts';
import { now } from '../support/measured.ts';
import { contractOf, datasetOf, pathOf } from './assay.ts';
import type { BaselineFault, Case, Check, Reference } from './case.ts';

/** What a check compares with; null of those that compare with nothing. */
export const referenceIn = (check: Check): Reference | null =>
  'reference' in check ? check.reference : null;

/** What references are resolved with. */
export interface Referring {
  readonly few: MeasureRequest['few'];
  /** The data of the case. */
  readonly dataset: Dataset;
  readonly root: string;
  /** The data to compare with, if a version of it was kept. */
  readonly other: Dataset | null;
}

/** The references of a case, as `verify` finds them in CI: the data it is given, or what was recorded before. */
export async function referencesOf(
  one: Case,
  folder: string,
  { few, dataset, root, other }: Referring,
): Promise<References | undefined> {
  const reference = referenceIn(one.check);
  if (reference === null) return undefined;
  const request = requestOf(contractOf(one), dataset, few, root);
  const path = join(mkdtempSync(join(folder, 'baselines-')), '__baselines__', 'case.json');
  if (reference.kind === 'baseline') await record(one, reference, folder, path);
  const isAnew = reference.kind === 'baseline' && reference.fault === 'recorded anew in CI';
  const resolved = await resolveReferences(
    request,
    {
      datasets: new Map(
        reference.kind === 'dataset'
          ? [['other', other ?? referenceData(one, reference, folder)]]
          : [],
      ),
      baselines: { mode: isAnew ? 'refused' : 'none', path, root: folder },
    },
    tracing(one, reference, folder),
  );
  return resolved.references;
}

const requestOf = (
  contract: Contract,
  dataset: Dataset,
  few: MeasureRequest['few'],
  root = process.cwd(),
): MeasureRequest => ({
  contract,
  dataset,
  selected: new Set(titledExpectations(contract).map(({ id }) => id)),
  settings: { root, now },
  ...(few && { few }),
});

type OfData = Extract<Reference, { kind: 'dataset' }>;

/** A case whose data is the reference. */
export const asData = (one: Case, { data, situation }: OfData): Case => ({
  ...one,
  data,
  run:
    situation === undefined || situation === 'changed while it is read'
      ? { kind: 'plain' }
      : { kind: 'plain', situation },
});

const referenceData = (one: Case, reference: OfData, folder: string): Dataset =>
  datasetOf(asData(one, reference), folder, now);

/** Touches the file of the reference when its passes are done, where the case says that it changes. */
function tracing(one: Case, reference: Reference, folder: string): Trace {
  const trace = startTrace();
  if (reference.kind !== 'dataset' || reference.situation !== 'changed while it is read')
    return trace;
  const path = pathOf(asData(one, reference), folder);
  return {
    ...trace,
    pass: (name, answered) => {
      if (name === 'reference') utimesSync(path, 1, 1);
      trace.pass(name, answered);
    },
  };
}

type OfBaseline = Extract<Reference, { kind: 'baseline' }>;

/** Records other data under the name of the case's, and then does to the file what the case says. */
async function record(
  one: Case,
  { data, fault }: OfBaseline,
  folder: string,
  path: string,
): Promise<void> {
  const { label } = datasetOf(one, folder, now);
  const isOther = fault === 'another dataset' || fault === 'moved from another dataset';
  const asked = fault === 'other bins' ? inOtherBins(one) : withoutName(one);
  // What was recorded had the columns that its own table has.
  const contract = contractOf({ ...asked, data });
  const dataset = {
    ...datasetOf({ ...one, data, run: { kind: 'plain' } }, folder, now),
    label: isOther ? `other-${label}` : label,
  };
  const { recording } = await resolveReferences(
    requestOf(contract, dataset, undefined),
    { datasets: new Map(), baselines: { mode: 'new', path, root: folder } },
    startTrace(),
  );
  if (recording === null || Object.keys(recording.entries).length === 0)
    throw new Error(`Nothing could be recorded for ${one.id}.`);
  changeBaseline({ path, contract: contract.name, recordings: [recording], obsolete: [] });
  if (fault !== undefined) plant[fault](path, label);
}

/** The case without the name of a reference, so that the baseline is meant. */
const withoutName = (one: Case): Case =>
  'from' in one.check ? { ...one, check: { ...one.check, from: 'baseline' } } : one;

const inOtherBins = (one: Case): Case =>
  one.check.kind === 'drift' ? { ...one, check: { ...one.check, edges: [1, 2, 3] } } : one;

const rewritten =
  (change: (text: string, label: string) => string) => (path: string, label: string) => {
    const text = readFileSync(path, 'utf8');
    const changed = change(text, label);
    if (changed === text) throw new Error('The fault changes nothing.');
    writeFileSync(path, changed);
  };
const asItIs = () => {};

const plant: Readonly<Record<BaselineFault, (path: string, label: string) => void>> = {
  'another dataset': asItIs,
  'moved from another dataset': rewritten((text, label) =>
    text.replace(`"other-${label}"`, `"${label}"`),
  ),
  'another contract': rewritten((text) =>
    text.replace('"contract": "case"', '"contract": "other"'),
  ),
  'another version': rewritten((text) => text.replace(/"version": \d+/, '"version": 999')),
  'other bins': asItIs,
  'edited by hand': rewritten((text) => text.replace(/"of": (\d)/, '"of": 9$1')),
  'merge markers': rewritten((text) => `<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> other\n`),
  'cut off': rewritten((text) => text.slice(0, text.length / 2)),
  'no bytes': rewritten(() => ''),
  'a folder': (path) => {
    rmSync(path);
    mkdirSync(path);
  },
  'recorded anew in CI': asItIs,
};

import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { renderCataloguePage } from '../../../reporters/catalogue/contract-page.ts';
import { renderCatalogueIndex } from '../../../reporters/catalogue/index-page.ts';
import { contractVerdict, verdictWord } from '../../../reporters/catalogue/verdict.ts';
import type { Catalogue, CataloguedContract } from '../../outcome/catalogue/catalogue.ts';
import { declaredColumns } from '../../outcome/declared-columns.ts';
import { termsOf } from '../../outcome/declared-terms.ts';
import { counted } from '../../outcome/printable-text.ts';
import { rulesOf } from './describe-contract.ts';
import { type FoundContract, findContracts } from './find-contracts.ts';
import { type KnownRuns, readRuns, runsOf } from './known-runs.ts';
import { lineageOf } from './lineage.ts';
import { refuseForeign, writeCatalogue } from './out-folder.ts';
import { pageNames } from './page-names.ts';

/** Options of the command `assay docs`. */
export interface DocsCommandOptions {
  /** The folder of the catalogue. */
  readonly out: string;
  /** Histories and JSON reports to take the last verdicts from. */
  readonly history?: readonly string[];
}

/** Writes a catalogue of the contracts of the project, and returns what is to be printed. */
export async function runDocs(
  files: readonly string[],
  { out, history = [] }: DocsCommandOptions,
): Promise<string> {
  refuseForeign(out);
  const runs = await readRuns(history);
  const contracts = await catalogued(await findContracts(files), runs);
  const catalogue: Catalogue = {
    project: projectName(),
    madeAt: new Date().toISOString(),
    contracts,
    problems: runs.problems,
  };
  await writeCatalogue(out, [
    ['index.html', renderCatalogueIndex(catalogue)],
    ...contracts.map(
      (one) => [`contracts/${one.page}`, renderCataloguePage(one, catalogue)] as const,
    ),
  ]);
  return said(out, catalogue, runs);
}

async function catalogued(
  found: readonly FoundContract[],
  { history }: KnownRuns,
): Promise<readonly CataloguedContract[]> {
  const pages = pageNames(found.map(({ contract, file }) => ({ name: contract.name, file })));
  return Promise.all(
    found.map(async (one, at) => {
      const { contract, file, datasets } = one;
      const rules = rulesOf(contract);
      const namesakes = found.filter(
        (other) => other !== one && other.contract.name === contract.name,
      );
      return {
        name: contract.name,
        page: pages[at] ?? '',
        file,
        terms: termsOf(contract),
        columns: declaredColumns(contract),
        rules,
        runs: runsOf(one, rules, history, namesakes),
        lineage: await lineageOf(datasets),
      };
    }),
  );
}

/** Returns the name of the project: that of its package, or of its folder. */
function projectName(): string {
  const folder = basename(process.cwd());
  try {
    const { name } = JSON.parse(readFileSync('package.json', 'utf8'));
    return typeof name === 'string' && name !== '' ? name : folder;
  } catch {
    return folder;
  }
}

function said(out: string, { contracts, problems }: Catalogue, { files }: KnownRuns): string {
  const groups = Map.groupBy(contracts, (one) => verdictWord(contractVerdict(one)));
  const counts = [...groups].map(([word, ones]) => `${ones.length} ${word}`).sort();
  return [
    `Wrote the catalogue of ${counted(contracts.length, 'contract')} (${counts.join(', ')}):`,
    `  ${join(out, 'index.html')}`,
    ...(problems.length === 0
      ? []
      : [`${counted(problems.length, 'problem')} of the runs: see the first page.`]),
    ...(files.length > 0
      ? [`The verdicts are those of ${files.join(', ')}.`]
      : [
          'No run is known, so that no contract has a verdict: run them with the reporter assay/reporters/html or assay/reporters/json first, or name a file with --history.',
        ]),
  ].join('\n');
}

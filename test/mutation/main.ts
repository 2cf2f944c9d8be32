/**
 * Runs the tests for mutants of src/contract, metric, plan and outcome:
 *
 *     npm run test:mutation                 all folders, one after the other
 *     npm run test:mutation -- metric plan  these folders
 *     npm run test:mutation -- plan/verdict/judge-bound  a file; the report keeps what is known of the others
 *     npm run test:mutation -- --no-static  without mutants that only loading a module reaches: half the time
 *     npm run test:mutation -- --red        the mutants that lived, against a corpus of red verdicts
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { Stryker } from '@stryker-mutator/core';
import { folders, least, options, reportOf } from './config.ts';
import { judged, lived, livingRanges, scoreOf, told } from './score.ts';

const args = process.argv.slice(2);
const asked = args.filter((one) => !one.startsWith('--'));
/** The files that are asked for, by folder: all of it, unless it names some. */
const byFolder = Map.groupBy(
  (asked.length > 0 ? asked : folders).map(folderAndFile),
  ([folder]) => folder,
);
const chosen = [...byFolder.keys()];

if (args.includes('--red')) await holdToRed();
else await runFolders();

/** `plan/verdict/judge-bound` is the folder plan, and a file at any depth of it. */
function folderAndFile(one: string): readonly [folder: string, file: string] {
  const [folder = '', ...below] = one.split('/');
  return [folder, below.length > 0 ? below.join('/') : '**/*'];
}

async function runFolders(): Promise<void> {
  for (const [folder, files] of byFolder) {
    const mutate = files.map(([, file]) => `src/${folder}/${file}.ts`);
    await new Stryker({
      ...options(folder, mutate),
      ignoreStatic: args.includes('--no-static'),
      incremental: true,
      incrementalFile: `reports/mutation/${folder}.incremental.json`,
    }).runMutationTest();
  }
  const scores = chosen.map((folder) => scoreOf(folder, judged(reportOf(folder))));
  console.table(scores);
  if (scores.some(({ score }) => score < least)) process.exitCode = 1;
}

/** A mutant under which a red verdict is green is to be killed by a test, whatever the score. */
async function holdToRed(): Promise<void> {
  const living = chosen.flatMap((folder) => judged(reportOf(folder)).filter(lived));
  process.env.ASSAY_MUTATION_RED = 'true';
  const list = resolve('reports/mutation/living.json');
  writeFileSync(list, JSON.stringify(living.map(told)));
  process.env.ASSAY_MUTATION_ONLY = list;
  await new Stryker(options('red', livingRanges(living))).runMutationTest();
  const green = judged(reportOf('red')).filter(({ status }) => status === 'Killed');
  for (const one of green) console.log(`${told(one)}\n  green: ${one.statusReason}`);
  console.log(`${living.length} mutants live, and ${green.length} of them turn red into green.`);
  if (green.length > 0) process.exitCode = 1;
}

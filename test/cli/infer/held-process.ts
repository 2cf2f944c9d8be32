import process from 'node:process';
import { runInfer } from '../../../src/cli/infer/infer-command.ts';
import { measureFile } from '../../../src/cli/measure-file.ts';

// Takes pairs of files, 'a.csv:b.csv'. Infers a contract from the first of each, holds it to the second, as `assay check` does, and
// prints the expectations that did not pass as a line of JSON for each pair.
for (const pair of process.argv.slice(2)) {
  const [from = '', on = ''] = pair.split(':');
  const out = `${from}.contract.ts`;
  await runInfer(from, { out, force: true });
  for await (const { outcomes } of measureFile(on, out, { cache: false })) {
    const others = outcomes
      .filter(({ state }) => state !== 'passed')
      .map(({ metric, state, value, evidence, sample }) => ({
        metric,
        state,
        value,
        notes: evidence?.notes ?? [],
        values: sample?.values?.counts ?? [],
      }));
    console.log(JSON.stringify({ pair, passed: outcomes.length - others.length, others }));
  }
}

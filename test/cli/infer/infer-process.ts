import { readdirSync } from 'node:fs';
import process from 'node:process';
import { runInfer } from '../../../src/cli/infer/infer-command.ts';
import { loadContracts } from '../../../src/cli/load-contracts.ts';
import { sourceOf } from '../../../src/cli/reading/source.ts';
import { titledExpectations } from '../../../src/contract/titled-expectations.ts';
import { closeEngines } from '../../../src/engine/duckdb/open-session.ts';
import { failureMessage } from '../../../src/outcome/failure.ts';
import { measureContract } from '../../../src/plan/measure-contract.ts';
import { recordVerifyCalls } from '../../../src/vitest/verify/outside-vitest.ts';

// Infers a contract from each file of data/ and holds to it what the contract's file verifies, all in one process;
// prints what is not well.
const settings = { root: process.cwd(), now: new Date() };
for (const name of readdirSync('data')) {
  const file = `data/${name}`;
  try {
    const [, out = ''] = /^Wrote (.*\.contract\.ts)\nRead/ms.exec(await runInfer(file, {})) ?? [];
    await loadContracts(out);
    const call = recordVerifyCalls().at(-1);
    if (!call) throw new Error(`${out} verifies nothing.`);
    // The dataset is that of another copy of Assay, which Vite has closed: it has to be the same.
    const { dataset } = sourceOf(file, {});
    if (call.dataset.label !== dataset.label) throw new Error(`${out} is over another file.`);
    const { contract } = call;
    const selected = new Set(titledExpectations(contract).map(({ id }) => id));
    for (const outcome of await measureContract({ contract, dataset, selected, settings }))
      if (outcome.state !== 'passed') console.log(`${file}: ${failureMessage(outcome)}`);
  } catch (error) {
    console.log(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
await closeEngines();

import { resolve } from 'node:path';
import type { Case, Check, Situation } from './case.ts';
import { referenceIn } from './references.ts';

const root = resolve(import.meta.dirname, '../..');

const config = `
import { contracts } from '${root}/src/vitest/plugin/contracts-plugin.ts';
export default {
  plugins: [contracts()],
  ssr: { resolve: { conditions: ['assay-source'] } },
  server: { fs: { strict: false } },
};
`;

/** The files of a user's project in which a case is run as a command. */
export const projectFiles = (
  one: Case,
  situation: Situation,
  folder: string,
): Readonly<Record<string, string>> => ({
  'package.json': '{ "type": "module" }',
  'vitest.config.ts': config,
  ...(situation.startsWith('no contract file')
    ? {}
    : { 'case.contract.ts': contractFile(one, situation, folder) }),
  ...(situation === 'no contract file beside others' && {
    'own.test.ts': "import { test } from 'vitest';\ntest('fine', () => {});",
  }),
});

const contractFile = ({ id, check }: Case, situation: Situation, folder: string): string => `
import { globSync } from 'node:fs';
import { afterAll, beforeAll, describe } from 'vitest';
import { contract, csv, verify, z } from 'assay';
import { contractOf, datasetOf } from '${root}/test/never-green/assay.ts';
import { corpus } from '${root}/test/never-green/corpus.ts';

const one = corpus.find(({ id }) => id === ${JSON.stringify(id)});
const dataset = datasetOf(one, ${JSON.stringify(folder)}, new Date());
${references(check, folder)}
export const held = contractOf(one);
${bodies[situation] ?? 'verify(held, dataset, options);'}
`;

/** The options of the call of `verify`: other data to compare with, where there is some. */
function references(check: Check, folder: string): string {
  const reference = referenceIn(check);
  if (reference?.kind !== 'dataset') return 'const options = {};';
  const data = JSON.stringify(reference.data);
  return `const reference = datasetOf({ ...one, data: ${data} }, ${JSON.stringify(folder)}, new Date());
const options = { reference: { other: reference } };`;
}

/** What is written in place of `verify(held, dataset)`. */
const bodies: Readonly<Partial<Record<Situation, string>>> = {
  'one file': '',
  'no check declared': "verify(contract('nothing', { schema: z.object({}) }), dataset);",
  'check skipped': 'verify.skip(held, dataset);',
  'another singled out': `verify(held, dataset);
verify.only(contract('another', { schema: z.object({ id: z.int() }) }), dataset);`,
  'dataset disabled': 'if (new Date() < new Date(0)) verify(held, dataset);',
  'dataset disabled beside another': `if (new Date() < new Date(0)) verify(held, dataset);
verify(contract('another', { schema: z.object({ id: z.int() }) }), dataset);`,
  'loop over no files': `for (const file of globSync('nothing-*.csv')) verify(held, csv(file));
verify(contract('another', { schema: z.object({ id: z.int() }) }), dataset);`,
  'contract broken': "import 'a-package-that-nobody-has';\nverify(held, dataset);",
  'result lost': "beforeAll(() => process.kill(process.pid, 'SIGKILL'));\nverify(held, dataset);",
  'result late': `verify(contract('another', { schema: z.object({ id: z.int() }) }), dataset);
setTimeout(() => { try { verify(held, dataset); } catch {} }, 1);`,
  'result inverted': "describe('inverted', { fails: true }, () => verify(held, dataset));",
  'setup throws': "beforeAll(() => { throw new Error('no'); });\nverify(held, dataset);",
  'error after the end': `afterAll(() => { void Promise.reject(new Error('no')); });
verify(held, dataset);`,
};

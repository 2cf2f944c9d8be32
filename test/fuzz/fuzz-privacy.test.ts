import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { counterexampleMessage } from '../../src/fuzz/fuzz-message.ts';
import { prepareFuzz } from '../../src/fuzz/prepare-fuzz.ts';
import { sqlStep } from '../../src/fuzz/steps/sql-step.ts';
import { contract, z } from '../../src/index.ts';

// A step that reads a real file: what is in it stands in no message.

const root = mkdtempSync(join(tmpdir(), 'assay-lookup-'));
writeFileSync(join(root, 'people.csv'), 'k,v\n1,Erika Mustermann\n2,erika@example.org\n');
const input = contract('raw', { schema: z.object({ k: z.int().min(1).max(2) }) });
const output = contract('clean', {
  schema: z.object({ k: z.int(), v: z.string().max(3).meta({ classification: 'pii' }) }),
});

test.each([
  ['a value that can not be converted', 'cast(p.v as int)::varchar'],
  ['a value that comes out', 'p.v'],
  ['a value that an error quotes', "error('no such person: ''' || p.v || '''')"],
])('%s is masked', async (_, sql) => {
  const text = `select i.k, ${sql} as v from input i join 'people.csv' p on p.k = i.k`;
  const step = sqlStep(text, { allow: ['people.csv'] });
  const options = { input, output, step, seed: 1, runs: 5 };
  const fuzz = prepareFuzz('clean', options, { root, now: '2026-01-01T00:00:00Z' });
  const { results } = await fuzz.search(new Set(fuzz.properties.map(({ id }) => id)), []);
  const messages = results.map((result) => counterexampleMessage(result, fuzz.subject)).join('\n');
  expect(messages).toContain('•••');
  expect(messages).not.toMatch(/erika|mustermann/i);
});

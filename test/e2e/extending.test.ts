import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { globSync } from 'tinyglobby';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Fixture, fixture } from '../support/fixture.ts';

// The source and the reporter of docs/extending.md, with the packed package.

const example = resolve(import.meta.dirname, '../../examples/extending');

let project: Fixture;
beforeAll(async () => {
  const files = globSync(['*.ts', '{contracts,data}/**'], { cwd: example });
  const texts = files.map((file) => [file, readFileSync(resolve(example, file), 'utf8')]);
  project = await fixture(Object.fromEntries(texts));
});
afterAll(() => project.remove());

test.for([
  ['keeps its contract', 'stations.txt', 0, 'passed'],
  ['has records that can’t be read', 'stations-broken.txt', 1, 'failed'],
  ['is not there', 'none.txt', 1, 'failed'],
] as const)(
  'a source of a third party that %s, in its own report',
  async ([, data, end, state]) => {
    const contract = 'contracts/stations.contract.ts';
    const text = readFileSync(resolve(example, contract), 'utf8');
    await project.write({ [contract]: text.replace('stations.txt', data) });
    const { code, output } = await project.run('vitest', ['run', '--project', 'contracts']);
    expect(code, output).toBe(end);
    const lines = (await project.read('assay-report/contracts.csv')).split('\n');
    expect(lines[1], output).toBe(`"run","","","","${state}","",""`);
    expect(lines[2]).toContain(`"contract","stations","data/${data}","weather-data"`);
  },
);

test('a run in which nothing is judged is red in it', async () => {
  const { code } = await project.run('vitest', ['run', '--project', 'contracts', '-t', 'none']);
  expect(code).not.toBe(0);
  expect(await project.read('assay-report/contracts.csv')).toContain('"run","","","","failed"');
});

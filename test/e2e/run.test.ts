import { afterEach, expect, test } from 'vitest';
import { type Fixture, fixture } from '../support/fixture.ts';
import { people } from './files.ts';

const made: Fixture[] = [];
afterEach(async () => {
  for (const one of made.splice(0)) await one.remove();
});

const script = `import { contract, csv, z } from 'assay';
import { exitCode, reportOf, runContract, startReports } from 'assay/run';
const people = contract('people', {
  schema: z.object({ id: z.int(), name: z.string() }),
}, ({ rows }) => [rows.count().atLeast(Number(process.argv[2]))]);
const reports = await startReports({
  html: 'out/a.html', json: 'out/a.json', junit: 'out/a.xml', markdown: 'out/a.md', sarif: 'out/a.sarif',
});
const report = reportOf([await runContract(people, csv('data/people.csv'))]);
await reports.end(report);
process.exitCode = exitCode(report);
if (process.argv[3] === 'late') throw new Error('late');
`;

test('a script runs a contract with the packed package, and its report is red where it fails later', async () => {
  const one = await fixture({ 'gate.mjs': script, 'data/people.csv': people });
  made.push(one);
  const run = async (...args: readonly string[]) => {
    const { code, output } = await one.run('node', ['gate.mjs', ...args]);
    const { state, contracts } = JSON.parse(await one.read('out/a.json'));
    expect(contracts[0], output).toMatchObject({ contract: 'people', file: 'gate.mjs', rows: 3 });
    return [code, state];
  };
  expect(await run('3')).toEqual([0, 'passed']);
  expect(await run('4')).toEqual([1, 'failed']);
  expect(await run('3', 'late')).toEqual([1, 'failed']);
  for (const name of ['a.html', 'a.xml', 'a.md', 'a.sarif'])
    expect(await one.read(`out/${name}`)).toContain('people');
});

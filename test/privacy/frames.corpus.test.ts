import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leakFinder } from './leaks.ts';
import { makeProject, reporters, root, runContracts, writtenFiles } from './project.ts';

// Credentials stand in the contract's own lines, which Vitest prints around an error.

const secrets = {
  password: 'hunter2hunter2',
  token: 'sasTokenKq2JbZ8mYv3Xr1Tn',
  key: ['glpat', '-a1B2c3D4e5F6g7H8i9J0'].join(''),
  late: 'latePassw0rd77',
  option: 'optionPassw0rd88',
  twice: 'twicePassw0rd99',
  syntax: 'syntaxPassw0rd55',
};
const leaks = leakFinder(Object.values(secrets));
const host = '127.0.0.1:9/d';

const start = `import { contract, csv, parquet, verify, z } from 'assay';
const schema = z.object({ id: z.int() });
`;
const contracts: Readonly<Record<string, string>> = {
  'judged.contract.ts': `${start}
const source = parquet('http://svc:${secrets.password}@${host}/x.parquet?sig=${secrets.token}');
const held = contract('judged', { schema }, ({ rows }) => [rows.satisfy('id > 5')]);
verify(held, source); // ${secrets.key}
`,
  'call.contract.ts': `${start}
verify(contract('call', { schema }), parquet('http://svc:${secrets.late}@${host}/x.parquet'));
`,
  'option.contract.ts': `${start}
verify(contract('option', { schema }), csv('http://svc:${secrets.option}@${host}/x.csv', { delimitr: ';' } as never));
`,
  'twice.contract.ts': `${start}
const held = contract('twice', { schema });
verify(held, csv('http://svc:${secrets.twice}@${host}/x.csv'));
verify(held, csv('http://svc:${secrets.twice}@${host}/x.csv'));
`,
  'syntax.contract.ts': `${start}
verify(contract('syntax', { schema }), csv('http://svc:${secrets.syntax}@${host}/x.csv') oops);
`,
  'plain.contract.ts': `${start}
const held = contract('plain', { schema }, ({ rows }) => [
  rows.satisfy('id > 5'),
]);
verify(held, csv('data.csv'));
`,
};

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'frames-')));
beforeAll(() => makeProject(folder, { ...contracts, 'data.csv': 'id\n1\n' }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** In one run: each prints and writes beside the others. */
const all = [
  ...['default', 'verbose', 'tree', 'dot', 'tap', 'tap-flat', 'json', 'junit', 'github-actions'],
  ...reporters.map((name) => `${root}/reporters/${name}.ts`),
];

describe('credentials in the lines of a contract', () => {
  test(`are printed by no reporter: ${all.join(', ')}`, () => {
    const files = ['--outputFile.json=vitest.json', '--outputFile.junit=vitest.xml'];
    const asked = all.map((reporter) => `--reporter=${reporter}`);
    const { output, status } = runContracts(folder, {}, ...asked, ...files);
    expect(leaks(output)).toEqual([]);
    expect(status).toBe(1);
    // Where there are none, frames are as they are.
    expect(output).toMatch(/❯ plain\.contract\.ts:5:\d+/);
    expect(output).toContain("rows.satisfy('id > 5'),");
    expect(output).toMatch(/❯ judged\.contract\.ts:6:\d+/);
    expect(output).toContain(`parquet('http://${host}/x.parquet?…`);
    const written = writtenFiles(folder, new Set([...Object.keys(contracts), 'data.csv']));
    expect(written.map(([name]) => name)).toEqual(
      expect.arrayContaining(['vitest.json', 'vitest.xml', 'assay-report/contracts.json']),
    );
    for (const [name, text] of written) expect([name, leaks(text)]).toEqual([name, []]);
  });
});

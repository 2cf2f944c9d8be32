import { afterEach, expect, test } from 'vitest';
import { type Fixture, fixture } from '../support/fixture.ts';
import { config, contractFile, people } from './files.ts';

const made: Fixture[] = [];
afterEach(async () => {
  for (const one of made.splice(0)) await one.remove();
});

const report = 'assay-report/contracts.html';
const history = 'node_modules/.cache/assay/history.json';

/** A project whose contract is met by three rows. */
async function project(): Promise<Fixture> {
  const one = await fixture({
    'vitest.config.ts': config(),
    'data/people.csv': people,
    'contracts/people.contract.ts': contractFile(),
  });
  made.push(one);
  return one;
}

const run = (one: Fixture, env: NodeJS.ProcessEnv = {}) =>
  one.run('vitest', ['run', '--project', 'contracts', '--reporter=assay/reporters/html'], env);

test('the page says since when an expectation is red', async () => {
  const one = await project();
  const green = await run(one);
  expect(green.output).toContain(`html report: ${report}`);
  expect(green.code).toBe(0);
  expect(await one.read(report)).toContain('<h1 id="verdict">Passed</h1>');

  await one.write({ 'data/people.csv': 'id,name\n1,Ada\n' });
  expect((await run(one)).code).toBe(1);
  const first = await one.read(report);
  expect(first).toContain('<h1 id="verdict">Failed</h1>');
  expect(first).toContain('<td data-h="Red since">this run</td>');

  await run(one);
  expect(await one.read(report)).toMatch(/<td data-h="Red since">\d+ \w+ \d{4}, 2 runs<\/td>/);
});

test('a history that is broken is told, and begins anew', async () => {
  const one = await project();
  await one.write({ [history]: '{"format":' });
  const { code, output } = await run(one);
  expect(code).toBe(0);
  expect(output).toContain(`The history ${history} was not read, and begins anew`);
  expect(await one.read(report)).toContain('Passed');
  expect(JSON.parse(await one.read(history))).toMatchObject({ format: 'assay-history' });
});

test('in CI no history is kept, unless a file is named', async () => {
  const one = await project();
  await run(one, { CI: 'true' });
  await expect(one.read(history)).rejects.toThrow('ENOENT');

  const named = "{ reporters: [['assay/reporters/html', { history: 'kept/history.json' }]] }";
  await one.write({ 'vitest.config.ts': config(named) });
  await one.run('vitest', ['run', '--project', 'contracts'], { CI: 'true' });
  expect(JSON.parse(await one.read('kept/history.json'))).toMatchObject({ version: 2 });
});

test.for([
  ['the option', '{ cache: false }', {}],
  ['the environment', '', { ASSAY_CACHE: 'off' }],
] as const)(
  'where %s switches the cache off no history is kept, unless a file is named',
  async ([, options, env]) => {
    const one = await project();
    await one.write({ 'vitest.config.ts': config('{}', options) });
    expect((await run(one, env)).code).toBe(0);
    expect(await one.read(report)).toContain('<h1 id="verdict">Passed</h1>');
    await expect(one.read(history)).rejects.toThrow('ENOENT');

    const named = "{ reporters: [['assay/reporters/html', { history: 'kept/history.json' }]] }";
    await one.write({ 'vitest.config.ts': config(named, options) });
    await one.run('vitest', ['run', '--project', 'contracts'], env);
    expect(JSON.parse(await one.read('kept/history.json'))).toMatchObject({ version: 2 });
  },
);

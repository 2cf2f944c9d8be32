import { afterEach, expect, test } from 'vitest';
import { type Fixture, fixture } from '../support/fixture.ts';
import { config, contractFile, people } from './files.ts';

const made: Fixture[] = [];
afterEach(async () => {
  for (const one of made.splice(0)) await one.remove();
});

async function ran(expectations: string, env: Readonly<Record<string, string>> = {}) {
  const one = await fixture({
    'vitest.config.ts': config(
      "{ reporters: ['default', 'junit', 'assay/reporters/terminal', 'assay/reporters/github'], outputFile: { junit: 'out.xml' } }",
    ),
    'data/people.csv': people,
    'contracts/people.contract.ts': contractFile({ expect: expectations }),
  });
  made.push(one);
  const ended = await one.run('vitest', ['run', '--project', 'contracts'], env);
  return { ...ended, junit: await one.read('out.xml') };
}

const skips = "rows.count().atLeast(9).skip('the archive is moved'), column('id').max().atMost(3),";

test('a skipped expectation is listed as skipped with its reason, and the run says so', async () => {
  const { code, output, junit } = await ran(skips);
  expect(code).toBe(0);
  expect(junit).toMatch(/skipped="1"/);
  const text = output.replaceAll(/\s+/g, ' ');
  expect(text).toContain('the file skips some, so 1 expectation did not run');
  expect(text).toContain('its contract skips it: the archive is moved.');
});

const marks = "rows.count().atLeast(1).only(), column('id').max().atMost(1),";

test('.only() runs alone on a desk, and is refused in CI', async () => {
  const desk = await ran(marks, { CI: '', GITHUB_ACTIONS: '' });
  expect(desk.output).toContain('.only is left in');
  expect(desk.code).toBe(0);
  const ci = await ran(marks, { CI: 'true' });
  expect(ci.output).toContain('Unexpected .only modifier');
  expect(ci.code).toBe(1);
});

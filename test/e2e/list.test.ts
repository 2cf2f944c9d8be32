import { expect, test } from 'vitest';
import { fixture } from '../support/fixture.ts';
import { config, contractFile, unitTest } from './files.ts';

test('vitest list names the expectations beside other tests, without a flag and without data', async () => {
  const one = await fixture({
    'vitest.config.ts': config(),
    'contracts/people.contract.ts': contractFile(),
    'test/own.test.ts': unitTest(),
  });
  const listed = await one.run('vitest', ['list']);
  expect(listed.code, listed.output).toBe(0);
  expect(listed.stdout).toContain(
    'contracts/people.contract.ts > people > rows.count() is at least 3',
  );
  expect(listed.stdout.match(/test\/own\.test\.ts > adds/g)).toHaveLength(1);
  await one.write({ 'contracts/people.contract.ts': "throw new Error('not loaded');" });
  expect((await one.run('vitest', ['list'])).code).toBe(1);
  await one.remove();
});

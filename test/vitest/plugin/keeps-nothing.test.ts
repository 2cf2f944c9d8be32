import { expect, test } from 'vitest';
import type { TestProject } from 'vitest/node';
import { keepsNothing } from '../../../src/vitest/plugin/keeps-nothing.ts';

const project = (provide: object) => ({ config: { provide } }) as unknown as TestProject;
const contracts = (cache?: string | false) =>
  project({ assay: { settings: { ...(cache !== undefined && { cache }) } } });

test.each([
  ['of a project of other tests', [project({})], {}, false],
  ['unless anything says so', [contracts()], {}, false],
  ['where a folder is named', [contracts('kept')], { ASSAY_CACHE: 'other' }, false],
  ['where the option says so', [project({}), contracts(false)], {}, true],
  ['where the environment says so', [contracts('kept')], { ASSAY_CACHE: 'off' }, true],
])('nothing is kept: %s', (_, projects, env, expected) => {
  expect(keepsNothing(projects, env)).toBe(expected);
});

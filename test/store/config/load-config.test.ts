import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '../../../src/store/config/load-config.ts';
import { makeProject } from '../project.ts';

const strict = 'export default { gates: { production: { failOnWarnings: true } } };';

test('a project without a config has an empty one, and a config is read in each of its names', async () => {
  expect(await loadConfig(makeProject().root)).toEqual({});
  for (const ending of ['ts', 'mts', 'js', 'mjs']) {
    const { root } = makeProject({ [`assay.config.${ending}`]: strict });
    expect(await loadConfig(root)).toEqual({ gates: { production: { failOnWarnings: true } } });
  }
});

test.for([
  ['throws', "throw new Error('no');", 'could not be loaded: no'],
  ['exports a promise', 'export default Promise.resolve({});', 'exports no configuration'],
  ['exports a function', 'export default () => ({});', 'exports no configuration'],
  ['exports a map', 'export default new Map();', 'exports no configuration'],
  [
    'exports an instance',
    'export default new (class { store = 1 })();',
    'exports no configuration',
  ],
  ['exports nothing by default', 'export const store = 1;', 'exports no configuration'],
  ['has a typo', "export default { stroe: 'x' };", "Did you mean 'store'?"],
  ['has gates in a promise', 'export default { gates: Promise.resolve({}) };', 'gates takes'],
  [
    'has a gate in a promise',
    'export default { gates: { production: Promise.resolve({}) } };',
    "'production' takes an object",
  ],
] as const)('a config that %s is an error', async ([, text, message]) => {
  const { root } = makeProject({ 'assay.config.ts': text });
  await expect(loadConfig(root)).rejects.toThrow(message);
});

test('a config that would be passed over is an error', async () => {
  const two = makeProject({ 'assay.config.ts': strict, 'assay.config.js': strict });
  await expect(loadConfig(two.root)).rejects.toThrow('assay.config.js and assay.config.ts');
  for (const ending of ['cjs', 'cts', 'json']) {
    const { root } = makeProject({ [`assay.config.${ending}`]: '{}' });
    await expect(loadConfig(root)).rejects.toThrow('is not read: the names');
  }
  const { root } = makeProject();
  symlinkSync(join(root, 'nowhere.ts'), join(root, 'assay.config.ts'));
  await expect(loadConfig(root)).rejects.toThrow('could not be loaded');
});

test('the config of a project counts in its folders too, up to a project of its own', async () => {
  const { root, write } = makeProject({ 'assay.config.ts': strict });
  mkdirSync(join(root, 'data', 'raw'), { recursive: true });
  await expect(loadConfig(join(root, 'data', 'raw'))).rejects.toThrow(`run in ${root}`);
  write('packages/own/package.json', '{}');
  expect(await loadConfig(join(root, 'packages', 'own'))).toEqual({});
});

import { expect, test } from 'vitest';
import type { Vitest } from 'vitest/node';
import * as lifecycle from '../../../src/vitest/plugin/lifecycle.ts';
import { pluginSettings } from '../../../src/vitest/plugin/plugin-options.ts';

const settings = pluginSettings({}, {});

test('reporters are added once, also by copies of the plugin, which Vite bundles into configs', async () => {
  const copy = '../../../src/vitest/plugin/lifecycle.ts?copy';
  const { addReporters }: typeof lifecycle = await import(/* @vite-ignore */ copy);
  expect(addReporters).not.toBe(lifecycle.addReporters);
  const chosen = {};
  const vitest = { config: { reporters: [chosen], watch: false } } as unknown as Vitest;

  const guard = lifecycle.addReporters(vitest, settings);
  const once = [...vitest.config.reporters];
  expect(once).toContain(chosen);

  expect(addReporters(vitest, settings)).toBe(guard);
  expect(vitest.config.reporters).toEqual(once);
});

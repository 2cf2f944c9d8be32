import { describe, expect, test } from 'vitest';
import { RunError } from '../../src/run/run-error.ts';
import { checkRunOptions } from '../../src/run/run-options.ts';
import { environmentSettings } from '../../src/run/run-settings.ts';
import { pluginSettings } from '../../src/vitest/plugin/plugin-options.ts';

test('options of a run are checked and made fit to travel', () => {
  const now = new Date('2026-01-31T08:00:00Z');
  const given = {
    threads: 2,
    memoryLimit: '2GiB',
    spillDirectory: '/s',
    timeout: '10m',
    now,
  } as const;
  expect(checkRunOptions(given)).toEqual({
    threads: 2,
    memoryLimit: '2GiB',
    spillDirectory: '/s',
    timeout: 600_000,
    now: '2026-01-31T08:00:00.000Z',
  });
  expect(checkRunOptions(undefined)).toEqual({});
  expect(checkRunOptions({ threads: undefined })).toEqual({});
});

describe('an option that can not be', () => {
  test.each<[unknown, string]>([
    [
      { thread: 2 },
      "There is no option 'thread': the options are threads, memoryLimit, spillDirectory, extensionDirectory, now, timeout, cache, identity, baselineFolder, quarantine, history. Did you mean 'threads'?",
    ],
    [{ threads: 0 }, "Option 'threads' takes a whole number, 1 or more."],
    [{ threads: 1.5 }, "Option 'threads' takes a whole number, 1 or more."],
    [{ memoryLimit: 'much' }, "Option 'memoryLimit' takes an amount such as '2GiB' or '500MB'."],
    [{ spillDirectory: '' }, "Option 'spillDirectory' takes text that is not empty."],
    [{ timeout: 0 }, "Option 'timeout' takes milliseconds above 0, or a duration such as '10m'."],
    [
      { timeout: Infinity },
      "Option 'timeout' takes milliseconds above 0, or a duration such as '10m'.",
    ],
    [
      { now: 'soon' },
      "Option 'now' takes a Date, or ISO 8601 text such as '2026-01-31T08:00:00Z'.",
    ],
    [5, 'Options are an object, such as { threads: 2 }.'],
  ])('%j is refused with a sentence', (options, message) => {
    expect(() => checkRunOptions(options)).toThrow(new RunError('OPTION_INVALID', message));
  });

  test('an unknown duration is refused', () => {
    expect(() => checkRunOptions({ timeout: '10 parsecs' })).toThrow(/10 parsecs/);
  });
});

describe('the environment', () => {
  test('sets the clock and the folder of extensions', () => {
    expect(
      environmentSettings({ ASSAY_NOW: '2026-01-31', ASSAY_EXTENSION_DIRECTORY: '/e' }),
    ).toEqual({
      now: '2026-01-31T00:00:00.000Z',
      extensionDirectory: '/e',
    });
  });

  test('counts as unset where it is empty, and is refused by name where it is wrong', () => {
    expect(environmentSettings({ ASSAY_NOW: '' })).toEqual({});
    expect(() => environmentSettings({ ASSAY_NOW: 'soon' })).toThrow(/^Option 'ASSAY_NOW' takes/);
    expect(() => environmentSettings({ ASSAY_NOW: '2026-01-31T08:00:00.123456Z' })).toThrow(
      "Option 'ASSAY_NOW' takes a Date, or ISO 8601 text such as '2026-01-31T08:00:00Z', with at most three digits after the seconds.",
    );
  });

  test('may ask for values, where it is nobody’s CI', () => {
    expect(environmentSettings({ ASSAY_UNMASK: '1', CI: 'false' })).toEqual({ unmask: true });
    expect(environmentSettings({ ASSAY_UNMASK: '0', CI: 'true' })).toEqual({});
    for (const name of ['CI', 'GITHUB_ACTIONS', 'TF_BUILD'])
      expect(() => environmentSettings({ ASSAY_UNMASK: '1', [name]: 'true' })).toThrow(
        `the environment variable ${name} says that this is CI`,
      );
    expect(() => pluginSettings({ unmask: true } as object, {})).toThrow(/no option 'unmask'/);
  });

  test('yields to the option', () => {
    const { run } = pluginSettings({ now: '2027-01-01' }, { ASSAY_NOW: '2026-01-01' });
    expect(run.now).toBe('2027-01-01T00:00:00.000Z');
  });
});

describe('the options of the plugin', () => {
  test('have defaults', () => {
    expect(pluginSettings({}, {})).toEqual({
      name: 'contracts',
      include: ['**/*.contract.?(c|m)[jt]s?(x)'],
      fuzz: [],
      allowNoneSelected: false,
      run: {},
    });
  });

  test.each<[object, RegExp]>([
    [
      { includes: 'x' },
      /There is no option 'includes': .*include, fuzz, name, allowNoneSelected\. Did you mean 'include'\?$/,
    ],
    [{ include: [] }, /contracts\(\): option 'include' takes a glob/],
    [{ include: [''] }, /contracts\(\): option 'include' takes a glob/],
    [{ name: ' ' }, /contracts\(\): option 'name' takes text/],
    [{ allowNoneSelected: 1 }, /contracts\(\): option 'allowNoneSelected' takes true or false/],
  ])('refuse %j', (options, message) => {
    expect(() => pluginSettings(options, {})).toThrow(message);
  });
});

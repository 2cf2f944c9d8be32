import { expect, test } from 'vitest';
import { DefaultReporter } from 'vitest/node';
import { progressMode } from '../../../src/vitest/plugin/progress-mode.ts';

const terminal = { isTTY: true };

test.each([
  ['where Vitest keeps a window, lines above it', [['default', {}]], 'lines'],
  ['the same of a reporter made of its own', [new DefaultReporter()], 'lines'],
  ['where it keeps none, a line that is written over', [['assay/reporters/terminal', {}]], 'line'],
  ['as well beside a report that is a file', ['json', ['junit', {}]], 'line'],
])('%s', (_, reporters, mode) => {
  expect(progressMode(reporters, terminal, {})).toBe(mode);
});

test('no progress in CI, nor in a log', () => {
  expect(progressMode([], terminal, { CI: 'true' })).toBeNull();
  expect(progressMode([], {}, {})).toBeNull();
});

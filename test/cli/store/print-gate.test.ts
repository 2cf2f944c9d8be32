import { Chalk } from 'chalk';
import { expect, test } from 'vitest';
import { gateLines } from '../../../src/cli/store/print-gate.ts';
import type { Unjudged } from '../../../src/vitest/gate/gate-result.ts';

const unjudged = {
  state: 'unjudged',
  name: 'trips',
  from: 'candidate',
  to: 'production',
  snapshot: `sha256:${'a'.repeat(64)}`,
  replaces: null,
  report: null,
  leftOut: [],
  notes: [],
  reasons: [{ policy: 'contracts', message: 'Vitest could not be started.' }],
} satisfies Unjudged;

const lines = (result: Unjudged) => gateLines(result, new Chalk({ level: 0 }));

test('a tag that no snapshot had yet is not said to stay where it is', () => {
  expect(lines(unjudged)).toEqual([
    'trips@aaaaaaaaaaaa could not be judged: there is no trips@production yet',
    '  x Vitest could not be started.',
  ]);
});

test('a tag that stays is shown with its snapshot', () => {
  expect(lines({ ...unjudged, replaces: `sha256:${'b'.repeat(64)}` })[0]).toBe(
    'trips@aaaaaaaaaaaa could not be judged: trips@production stays trips@bbbbbbbbbbbb',
  );
});

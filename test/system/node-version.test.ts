import { expect, test } from 'vitest';
import { unsupportedNode } from '../../src/system/node-version.ts';

test.each(['22.12.0', '22.20.1', '23.1.0', '24.0.0', '26.0.0'])('Node %s will do', (version) => {
  expect(unsupportedNode(version)).toBeNull();
});

test.each(['18.20.8', '20.20.2', '22.11.0'])(
  'Node %s is too old, and the sentence says so',
  (version) => {
    expect(unsupportedNode(version)).toMatch(
      new RegExp(
        `^Assay needs Node 22\\.12, 24 or newer, and this is Node ${version.replaceAll('.', '\\.')}: `,
      ),
    );
  },
);

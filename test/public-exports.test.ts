import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { exportsFile, renderExports } from '../scripts/exports.ts';

const root = resolve(import.meta.dirname, '..');

test('the package exports what it says it does', () => {
  expect(
    renderExports(),
    'The public exports changed. If users are meant to see that, run npm run exports, and say it in a file in .changeset/.',
  ).toBe(readFileSync(join(root, exportsFile), 'utf8'));
});

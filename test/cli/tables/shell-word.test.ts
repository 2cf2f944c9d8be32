import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellWord } from '../../../src/cli/tables/shell-word.ts';

test('a shell takes a quoted text for that text, and nothing in it for a command', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
      const word = shellWord(text);
      fc.pre(word !== null);
      const { stdout } = spawnSync('sh', ['-c', `printf '%s' ${word}`], { encoding: 'utf8' });
      expect(stdout).toBe(text);
    }),
    { numRuns: 50, examples: [["it's; $(rm) `x`"], ['a"b'], ['*'], ['~'], ['#']] },
  );
});

test.each(['', '  ', 'a\nb', 'a\u001bb', 'a\u202eb'])('%j is not shown in a command', (text) => {
  expect(shellWord(text)).toBeNull();
});

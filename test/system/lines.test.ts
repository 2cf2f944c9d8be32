import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOf } from '../../src/system/lines.ts';

test('lines are the same whichever way they end', () => {
  const line = fc.string().map((text) => text.replaceAll(/[\r\n]/g, ''));
  fc.assert(
    fc.property(fc.array(line, { minLength: 1 }), (lines) => {
      expect(linesOf(lines.join('\n'))).toEqual(lines);
      expect(linesOf(lines.join('\r\n'))).toEqual(lines);
    }),
  );
});

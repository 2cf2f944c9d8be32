import { expect, test } from 'vitest';
import { unshown, withoutValues } from '../../src/engine/engine.ts';

test('a record of a query leaves out what is made of values', () => {
  const sql = `select ${unshown("v in ('a', '/*end*/', 'b')")} as hit, ${unshown('v < 7')} from t`;
  expect(withoutValues(sql)).toBe('select … from t');
  expect(withoutValues('select 1')).toBe('select 1');
});

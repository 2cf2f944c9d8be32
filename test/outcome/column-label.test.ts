import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contract, z } from '../../src/index.ts';
import { columnLabelOf } from '../../src/outcome/column-label.ts';
import { declaredColumns } from '../../src/outcome/declared-columns.ts';

test.for([
  ["column('delay').mean()", "column('delay')"],
  ["column('delay') is at least 0", "column('delay')"],
  ["rows.where('distance > 2000').column('delay').min()", "column('delay')"],
  ["rows.where(\"status = 'late'\").per('origin', 'day').column('delay').min()", "column('delay')"],
  ["column('a').atLeast(column('b'))", "column('a')"],
  ["rows.duplicates('a', 'b')", null],
  ["rows.satisfy('column(\\'a\\') > 1')", null],
  ['rows.where("x = \'.column(").count()', null],
  ['every record is read', null],
] as const)('%s is about %s', ([metric, label]) => {
  expect(columnLabelOf(metric)).toBe(label);
});

test('a metric is about the declared column of its label, whatever its name and scope hold', () => {
  const names = fc.string({ minLength: 1, unit: 'grapheme' }).filter((one) => !/[.[\]]/.test(one));
  fc.assert(
    fc.property(names, fc.string(), (name, sql) => {
      const made = contract(
        'any',
        { schema: z.object({ [name]: z.int() }) },
        ({ rows, column }) => [
          column(name).notNull(),
          rows.where(`x = '${sql}'`).column(name).notNull(),
        ],
      );
      const [declared] = declaredColumns(made);
      const about = made.expectations.slice(-2).map(({ metric }) => columnLabelOf(metric.label));
      expect(about).toEqual([declared?.label, declared?.label]);
    }),
  );
});

import { describe, expect, test } from 'vitest';
import { applyEdit } from '../../../src/generate/faults/apply-edit.ts';
import type { DateFormat, Edit } from '../../../src/value/edit.ts';

const instant = (text: string) => new Date(text);
const dates = (to: DateFormat): Edit => ({ kind: 'dateFormat', to });
const numbers = (decimal: '.' | ',', thousands: '' | '.' | ',' | ' '): Edit => ({
  kind: 'numberFormat',
  decimal,
  thousands,
});

const cases: readonly (readonly [Edit, unknown, unknown])[] = [
  [{ kind: 'constant', value: 'N/A' }, 'x', 'N/A'],
  [{ kind: 'constant', value: null }, [1], null],
  [{ kind: 'column', name: 'other' }, 'x', 'there'],
  [{ kind: 'column', name: 'absent' }, 'x', null],
  [{ kind: 'scale', by: 1000 }, 1.5, 1500],
  [{ kind: 'scale', by: -1 }, 5n, -5n],
  [{ kind: 'scale', by: 2.54 }, 5n, 5n],
  [{ kind: 'scale', by: -1 }, 0, 0],
  [{ kind: 'scale', by: 1000 }, 1e308, 1e308],
  [{ kind: 'scale', by: 1000 }, '5', '5'],
  [{ kind: 'shift', by: 3_600_000 }, instant('2024-02-28T23:30Z'), instant('2024-02-29T00:30Z')],
  [
    { kind: 'shift', by: 3_600_000 },
    '2024-02-28T23:30:00.25+01:00',
    '2024-02-29T00:30:00.25+01:00',
  ],
  [{ kind: 'shift', by: -1 }, '2024-01-01 00:00:00', '2024-01-01 00:00:00'],
  [{ kind: 'shift', by: 86_400_000 }, '2024-02-28', '2024-02-29'],
  [{ kind: 'shift', by: 3_600_000 }, '2024-02-28', '2024-02-28'],
  [{ kind: 'shift', by: 86_400_000 }, '9999-12-31', '9999-12-31'],
  [{ kind: 'shift', by: 86_400_000 }, '2024-13-01', '2024-13-01'],
  [{ kind: 'surround', before: ' ', after: '\u200b' }, 'a', ' a\u200b'],
  [{ kind: 'replace', from: ' ', to: '\u00a0' }, 'a b c', 'a\u00a0b\u00a0c'],
  [{ kind: 'replace', from: ' ', to: '$&' }, 'a b', 'a$&b'],
  [{ kind: 'case', to: 'upper' }, 'straße', 'STRAßE'],
  [{ kind: 'case', to: 'lower' }, 'ΟΔΟΣ', 'οδοσ'],
  [{ kind: 'case', to: 'title' }, 'new YORK 😀x', 'New York 😀x'],
  [{ kind: 'truncate', share: 0.5 }, '😀😀😀', '😀'],
  [{ kind: 'truncate', share: 0.1 }, 'abc', 'a'],
  [{ kind: 'truncate', share: 1 }, 'abc', 'ab'],
  [{ kind: 'truncate', share: 0.5 }, 'a', 'a'],
  [{ kind: 'mojibake' }, 'café', 'cafÃ©'],
  [{ kind: 'decompose' }, 'caf\u00e9', 'cafe\u0301'],
  [dates('day/month/year'), '2024-03-05', '05/03/2024'],
  [dates('month/day/year'), '2024-03-05T01:02:03Z', '03/05/2024T01:02:03Z'],
  [dates('day.month.yy'), instant('2024-03-05'), '05.03.24'],
  [dates('day/month/year'), instant('2024-03-05T01:02:03Z'), '05/03/2024 01:02:03'],
  [dates('year-day-month'), instant('2024-03-05T01:00Z'), instant('2024-05-03T01:00Z')],
  [dates('year-day-month'), instant('2024-03-25'), instant('2024-03-25')],
  [dates('year-day-month'), instant('2023-02-12'), instant('2023-12-02')],
  [dates('year-day-month'), '2024-03-25', '2024-25-03'],
  [dates('epoch'), instant('1969-12-31T23:59:59.5Z'), -1],
  [dates('epoch'), '1970-01-01T01:00:00+01:00', '0'],
  [dates('epoch'), '1970-01-02', '86400'],
  [dates('without zone'), '2024-03-05T01:02:03+02:00', '2024-03-05T01:02:03'],
  [dates('without zone'), instant('2024-03-05'), '2024-03-05T00:00:00'],
  [dates('day/month/year'), 'yesterday', 'yesterday'],
  [dates('day/month/year'), instant('+012024-03-05'), instant('+012024-03-05')],
  [numbers(',', '.'), 1234567.5, '1.234.567,5'],
  [numbers(',', ''), '-1234.50', '-1234,50'],
  [numbers('.', ','), -123456n, '-123,456'],
  [numbers('.', ''), 1e21, 1e21],
  [numbers('.', ''), NaN, NaN],
  [numbers(',', '.'), '1,5', '1,5'],
  [{ kind: 'booleanFormat', yes: 'yes', no: 'no' }, true, 'yes'],
  [{ kind: 'booleanFormat', yes: 1, no: 0 }, false, 0],
  [{ kind: 'booleanFormat', yes: 'yes', no: 'no' }, 'true', 'true'],
];

describe('an edit', () => {
  test.each(cases)('%o makes of %o %o', (edit, value, wanted) => {
    expect(applyEdit(edit, value, { other: 'there' })).toEqual(wanted);
  });

  test('leaves NULL alone', () => {
    for (const [edit] of cases) {
      expect(applyEdit(edit, null, { other: 'there' })).toBe(null);
      expect(applyEdit(edit, undefined, { other: 'there' })).toBe(undefined);
    }
  });

  test('leaves alone what it can not be made in', () => {
    const list = [1, 2];
    for (const [edit] of cases)
      if (edit.kind !== 'constant' && edit.kind !== 'column')
        expect(applyEdit(edit, list, {})).toBe(list);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/store/canonical-json.ts';
import '../support/seed.ts';

const json = fc.jsonValue({ noUnicodeString: false, stringUnit: 'binary' });

/** The same value with the keys of each object in another order. */
const reordered = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(reordered)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .toReversed()
            .map(([key, one]) => [key, reordered(one)]),
        )
      : value;

describe('canonical JSON', () => {
  test('it says the same as JSON does', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('the order of keys makes no difference, and what it gives stays as it is', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(reordered(value))).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });

  test('every finite number is read back as it was', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(JSON.parse(canonicalJson(value))).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  // The examples of RFC 8785, sections 3.2.2 and 3.2.3 and appendix B.
  test('texts, numbers and the order of keys are those of the RFC', () => {
    expect(
      canonicalJson({
        numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
        string: '€$\u000f\nA\'B"\\\\"/',
        literals: [null, true, false],
      }),
    ).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    expect(
      canonicalJson({
        '€': 'Euro Sign',
        '\r': 'Carriage Return',
        '\ufb33': 'Hebrew Letter Dalet With Dagesh',
        '1': 'One',
        '\ud83d\ude00': 'Emoji: Grinning Face',
        '\u0080': 'Control',
        ö: 'Latin Small Letter O With Diaeresis',
      }),
    ).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","\ud83d\ude00":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
    const bits = (hex: string) => Buffer.from(hex, 'hex').readDoubleBE();
    const numbers = {
      '0000000000000000': '0',
      '8000000000000000': '0',
      '0000000000000001': '5e-324',
      '7fefffffffffffff': '1.7976931348623157e+308',
      '4340000000000000': '9007199254740992',
      '444b1ae4d6e2ef4e': '999999999999999700000',
      '444b1ae4d6e2ef50': '1e+21',
      '3eb0c6f7a0b5ed8c': '9.999999999999997e-7',
      '3eb0c6f7a0b5ed8d': '0.000001',
      '41b3de4355555557': '333333333.33333343',
    };
    for (const [hex, text] of Object.entries(numbers)) expect(canonicalJson(bits(hex))).toBe(text);
  });

  test.each([
    ['not a number', Number.NaN],
    ['an infinity', Number.NEGATIVE_INFINITY],
    ['a bigint', 1n],
    ['a function', () => 1],
    ['a time', new Date(0)],
    ['half a character', '\ud800'],
    ['half a character in a key', { '\udc00': 1 }],
    ['undefined in a list', [undefined]],
  ])('%s has no JSON', (_, value) => {
    expect(() => canonicalJson({ value })).toThrow(TypeError);
  });
});

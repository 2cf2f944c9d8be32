import fc from 'fast-check';
import { expect, test } from 'vitest';
import { walkDocument } from '../../../src/dataset/json/json-document.ts';

async function* pieces(text: string, sizes: readonly number[]) {
  const bytes = Buffer.from(text);
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

const faultOf = async (text: string, sizes: readonly number[] = [1 << 20]) =>
  (await walkDocument(pieces(text, sizes), null)).fault;

/** Where JavaScript finds the fault: the place in the text, or its end; null if it finds none. */
function parsed(text: string): 'sound' | 'broken' {
  try {
    JSON.parse(text);
    return 'sound';
  } catch {
    return 'broken';
  }
}

const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });
const document = fc
  .tuple(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 1))
  .map(([value, space]) => JSON.stringify(value, null, space));
const odd = fc.constantFrom(...'{}[],:"\\0-+.eEu \n\tnul', 'true', '\\u12', '\u0001', '1e', '00');

test('finds a fault where JavaScript does, however the bytes come', async () => {
  await fc.assert(
    fc.asyncProperty(
      document,
      sizes,
      fc.array(fc.tuple(fc.nat(), fc.nat(2), odd), { maxLength: 2 }),
      async (text, pieceSizes, changes) => {
        const changed = changes.reduce((all, [place, left, more]) => {
          const at = place % (all.length + 1);
          return `${all.slice(0, at)}${more}${all.slice(at + left)}`;
        }, text);
        const fault = await faultOf(changed, pieceSizes);
        expect(fault === null ? 'sound' : 'broken', JSON.stringify(changed)).toBe(parsed(changed));
        expect(await faultOf(changed)).toEqual(fault);
      },
    ),
    { numRuns: 2000 },
  );
});

test('finds the array of a path wherever it lies, and hands on its bytes', async () => {
  const key = fc.string({ unit: 'grapheme', maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(key, { minLength: 1, maxLength: 4 }),
      fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 4 }),
      fc.dictionary(key, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }),
      sizes,
      async (path, inner, beside, pieceSizes) => {
        const text = JSON.stringify(
          path.reduceRight<unknown>(
            (value, name) => Object.assign(Object.create(null), beside, { [name]: value }),
            inner,
          ),
        );
        let [depth, isText, isEscaped, seen] = [0, false, false, ''];
        const { found, kind, fault } = await walkDocument(pieces(text, pieceSizes), {
          path,
          take: () => ({
            feed: (bytes, from) => {
              for (let at = from; at < bytes.length; at++) {
                const one = String.fromCharCode(bytes[at] as number);
                seen += one;
                if (isEscaped) isEscaped = false;
                else if (isText) [isText, isEscaped] = [one !== '"', one === '\\'];
                else if (one === '"') isText = true;
                else if ('[{'.includes(one)) depth++;
                else if (']}'.includes(one) && --depth === 0) return at + 1;
              }
              return bytes.length;
            },
            isDone: () => depth === 0,
          }),
        });
        expect([found, kind, fault]).toEqual([1, 'array', null]);
        expect(JSON.parse(Buffer.from(seen, 'latin1').toString())).toEqual(
          JSON.parse(JSON.stringify(inner)),
        );
      },
    ),
    { numRuns: 300 },
  );
});

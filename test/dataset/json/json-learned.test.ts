import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  joinLearned,
  keptShape,
  keysWithin,
  type Learned,
  shapeKept,
} from '../../../src/dataset/json/json-learned.ts';
import { learner } from '../../../src/dataset/json/json-learner.ts';
import { surveyJson } from '../../../src/dataset/json/json-survey.ts';

// What is learned of files, joined, is what is learned of their records read one after the other.

async function learnedOf(lines: readonly string[]): Promise<Learned> {
  const found = learner();
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  const survey = await surveyJson(
    (async function* () {
      yield bytes;
    })(),
    'lines',
    found,
    { longest: 2 ** 20 },
  );
  if (survey === null) throw new Error('these lines are records');
  const kept = survey.records - survey.odd.length;
  return { records: found.records, kept, hasBig: found.hasBig() };
}

/** A shape without the order of its places, which counts up in another way. */
const shown = ({ records }: Learned) => JSON.stringify(inOrder(keptShape(records)));

function inOrder(shape: unknown): unknown {
  const [key, bits, since, , fields, items] = shape as readonly unknown[];
  const sorted = (fields as readonly (readonly unknown[])[]).toSorted(
    (one, other) => Number(one[3]) - Number(other[3]),
  );
  return [key, bits, since, sorted.map(inOrder), items === null ? null : inOrder(items)];
}

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(null, true, 'text', 1, 1.5, -0, 1e300),
    fc.array(tie('any'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'é', 'a b'), tie('any'), { maxKeys: 4 }),
}));

const line = fc.oneof(
  { weight: 9, arbitrary: value.object.map((one) => JSON.stringify(one)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('[1]', '{"a":1,"a":2}', '{"a":', '{"n":12345678901234567890}'),
  },
);

test('learned apart and joined is learned together, kept or not', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(line, { maxLength: 5 }), { maxLength: 4 }),
      async (files) => {
        const together = await learnedOf(files.flat());
        const apart = await Promise.all(files.map(learnedOf));
        const kept = apart.map((one) => ({
          ...one,
          records: shapeKept(JSON.parse(JSON.stringify(keptShape(one.records)))),
        }));
        for (const joined of [joinLearned(apart), joinLearned(kept)]) {
          expect(shown(joined)).toBe(shown(together));
          expect([joined.kept, joined.hasBig]).toEqual([together.kept, together.hasBig]);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('all keys within are listed, those in arrays too', async () => {
  const { records } = await learnedOf(['{"a":{"b":[{"c":1}]},"d":2}']);
  expect(keysWithin(records).toSorted()).toEqual(['a', 'b', 'c', 'd']);
});

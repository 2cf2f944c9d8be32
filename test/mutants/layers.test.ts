import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layersOf } from '../../src/mutants/layers.ts';
import '../support/seed.ts';

interface Made {
  readonly name: number;
  readonly changes: ReadonlySet<string>;
}

const columns = ['a', 'b', 'c', 'd', 'e'];
const some = fc.subarray(columns, { minLength: 1 });

test('each question is asked once, where its mutant alone changes what is read', () => {
  const mutants = fc.array(fc.subarray(columns, { minLength: 1, maxLength: 2 }), { maxLength: 12 });
  fc.assert(
    fc.property(mutants, fc.array(some, { maxLength: 8 }), (changes, expectations) => {
      const made = changes.map((of, name): Made => ({ name, changes: new Set(of) }));
      const reads = expectations.map((of) => new Set(of));
      const tasks = made.flatMap((mutant) =>
        reads
          .filter((read) => [...mutant.changes].some((name) => read.has(name)))
          .map((expectation) => ({ mutant, expectation })),
      );
      const layers = layersOf(tasks, (expectation: ReadonlySet<string>) => expectation);
      expect(layers.flatMap((layer) => layer.tasks)).toHaveLength(tasks.length);
      expect(new Set(layers.flatMap((layer) => layer.tasks))).toEqual(new Set(tasks));
      for (const layer of layers) {
        const all = [...layer.mutants];
        const changed = all.flatMap((mutant) => [...mutant.changes]);
        expect(new Set(changed).size).toBe(changed.length);
        for (const { mutant, expectation } of layer.tasks)
          for (const other of all)
            if (other !== mutant)
              expect([...other.changes].some((name) => expectation.has(name))).toBe(false);
      }
    }),
  );
});

test('mutants of different columns stand side by side', () => {
  const made = Array.from({ length: 50 }, (_, at): Made => {
    return { name: at, changes: new Set([columns[at % 5] ?? '']) };
  });
  const tasks = made.map((mutant) => ({ mutant, expectation: mutant.changes }));
  expect(layersOf(tasks, (read) => read)).toHaveLength(10);
});

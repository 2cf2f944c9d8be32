import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { expect, test, vi } from 'vitest';
import type { MutantOptions } from '../../src/mutants/mutant-options.ts';
import { mutantsOf } from '../../src/mutants/mutants-of.ts';
import { reportLines } from '../../src/mutants/report-lines.ts';
import type * as Verifying from '../../src/vitest/verify/verify.ts';

/** The least share of mutants that each of this project's contracts catches. */
const least = 0.85;

const folder = resolve(import.meta.dirname, '../../contracts');
const files = readdirSync(folder).filter((name) => name.endsWith('.contract.ts'));
const isWhole = process.env.ASSAY_MUTANTS === 'whole';

/** The faults that contracts of much data are held to, unless all are asked for. */
const ofMuchData: Readonly<Record<string, MutantOptions>> = {
  'flights.contract.ts': { faults: ['units'] },
  'taxi.contract.ts': { faults: ['units'] },
};

type Call = Parameters<typeof Verifying.verify>;

const calls = vi.hoisted((): Call[] => []);

// The calls are recorded, and register no tests.
vi.mock('../../src/vitest/verify/verify.ts', async (original) => ({
  ...(await original<typeof Verifying>()),
  verify: (...call: Call) => calls.push(call),
}));

test('there are contracts', () => {
  expect(files).toContain('penguins.contract.ts');
});

test.each(files)('of the mutants of its data, enough are caught by %s', async (file) => {
  const before = calls.length;
  await import(resolve(folder, file));
  const own = calls.slice(before);
  expect(own).not.toEqual([]);
  // The months of taxi trips are compared with others, which takes a minute.
  const held = isWhole || file !== 'taxi.contract.ts' ? own : own.slice(0, 1);
  for (const [contract, dataset, { reference } = {}] of held) {
    const report = await mutantsOf(contract, dataset, {
      cache: false,
      ...(reference !== undefined && { reference }),
      ...(isWhole ? {} : { rates: ['1%'], ...ofMuchData[file] }),
    });
    expect(report.undecided).toBe(0);
    expect(report.score, reportLines(report).join('\n')).toBeGreaterThanOrEqual(least);
  }
});

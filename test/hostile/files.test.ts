import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import fc from 'fast-check';
import { test, vi } from 'vitest';
import { startJudge } from './judge-client.ts';
import type { Case } from './judged-file.ts';
import { mutation } from './mutation.ts';
import { type Format, type SampleName, samples, writeSamples } from './samples.ts';

// Two thousand files that were cut, flipped, overwritten, patched and mixed up; ten times as many by
// `npm run test:hostile`. Each is held to a contract whose bounds everything keeps, in processes of their own: it is
// judged or it is an error that says why, and where all is green another reader reads the same.

vi.setConfig({ testTimeout: 3_600_000 });

const factor = process.env.ASSAY_HOSTILE === 'all' ? 10 : 1;

/** SQLite files take long, for each is attached to an engine of its own. */
const runs: Readonly<Record<Format, number>> = { parquet: 900, csv: 650, json: 400, sqlite: 60 };

/** Of a process that judges hundreds of files of some kilobytes. */
const mostKilobytes = 700_000;

const all = (Object.keys(samples) as SampleName[]).map((name) => [name, samples[name]] as const);
const ofFormat = (format: Format) => all.flatMap(([name, of]) => (of === format ? [name] : []));

const cases = (format: Format): fc.Arbitrary<Case> =>
  fc.record({
    sample: fc.oneof(
      { weight: 30, arbitrary: fc.constantFrom(...ofFormat(format)) },
      // Of another format than its dataset is said to be.
      { weight: 1, arbitrary: fc.constantFrom(...all.map(([name]) => name)) },
    ),
    mutations: fc.array(mutation, { minLength: 1, maxLength: 2 }),
    readAs: fc.constant(format),
    isMuch: fc.boolean(),
  });

test.concurrent.for(Object.keys(runs) as Format[])(
  'mutated files of %s have an outcome or an error each, and no green that was not read',
  async (format, { onTestFinished }) => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hostile-')));
    const judge = startJudge(folder);
    onTestFinished(() => {
      judge.stop();
      rmSync(folder, { recursive: true, force: true });
    });
    await writeSamples(folder);
    const verdicts = new Map<string, number>();
    const property = fc.asyncProperty(cases(format), async (one) => {
      const { verdict, faults, kilobytes } = await judge.judge(one);
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
      if (faults.length > 0) throw new Error(faults.join('\n'));
      if (kilobytes > mostKilobytes) throw new Error(`it took ${kilobytes} KiB`);
    });
    await fc.assert(property, { numRuns: (runs[format] ?? 0) * factor });
    // Not all were turned away at the door, and the engine is as sound as before.
    for (const verdict of ['green', 'errored'])
      if (!verdicts.has(verdict)) throw new Error(`none was ${verdict}`);
    for (const sample of ofFormat(format)) {
      const { verdict } = await judge.judge({
        sample,
        mutations: [],
        readAs: format,
        isMuch: true,
      });
      if (verdict !== 'green') throw new Error(`${sample} itself is ${verdict} after all of that`);
    }
  },
);

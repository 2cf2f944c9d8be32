import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files that take minutes. By default the largest files are the first to run, and a small one that takes long would
 * be the last, on one core.
 */
export const slowFiles: readonly string[] = [
  'test/never-green/never-green.test.ts',
  'test/determinism/outcome.test.ts',
  'test/privacy/measure.corpus.test.ts',
  'test/engine/predicates.corpus.test.ts',
  'test/metric/drift/calibration.corpus.test.ts',
  'test/hostile/files.test.ts',
  'test/e2e/ways.test.ts',
];

/** Runs `slowFiles` before all others. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isSlow = ({ moduleId }: TestSpecification) =>
      slowFiles.some((one) => moduleId.endsWith(`/${one}`));
    const sorted = await super.sort(files);
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}

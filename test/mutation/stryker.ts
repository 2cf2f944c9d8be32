import type { Coverage } from './messages.ts';

/** What the code that Stryker has instrumented reads and writes. */
interface Namespace {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: Coverage | undefined;
}

const shared = globalThis as { __stryker__?: Namespace };
shared.__stryker__ ??= {};

export const stryker = shared.__stryker__;

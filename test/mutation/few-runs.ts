import { createRequire } from 'node:module';
import type fastCheck from 'fast-check';

const fc = createRequire(import.meta.url)('fast-check') as typeof fastCheck;

/** Properties with more runs than this are cheap ones, and some count what their runs have met. */
const mostCostly = 199;

/**
 * Stands for `fast-check` in the tests that are run for mutants: a tenth of the costly runs, always the same ones, and
 * what fails is not made smaller, for nobody reads it.
 */
const assert = ((property: fastCheck.IRawProperty<unknown>, parameters?: Parameters) => {
  const { numRuns = 100 } = parameters ?? {};
  const few = numRuns > mostCostly ? numRuns : Math.ceil(numRuns / 10);
  return fc.assert(property, {
    ...parameters,
    seed: 20_261_124,
    numRuns: few,
    endOnFailure: true,
  });
}) as typeof fc.assert;

type Parameters = fastCheck.Parameters<unknown>;

// biome-ignore lint/style/noDefaultExport: it stands for a module that has one.
export default { ...fc, assert };

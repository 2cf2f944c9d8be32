import { sources } from './case.ts';

const overflow =
  'The engine adds doubles up before it divides, so the mean of numbers next to the largest is infinite.';

/**
 * Cases, by their ids, that are red though they must be green, each with the reason why it can't be helped. At most one
 * case in fifty may stand here; one that is green again may not.
 */
export const wrongReds: Readonly<Record<string, string>> = Object.fromEntries(
  sources.map((source) => [
    `statistics | nearly infinite | statistic("mean", "amount", 0, 1.5e+308) | ${source}`,
    overflow,
  ]),
);

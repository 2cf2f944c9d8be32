import type { ColorInfo } from 'chalk';

/** Returns the colour level for a stream. Like Vitest, and unlike chalk, it respects `NO_COLOR`. */
export const colorLevel = (support: ColorInfo) =>
  process.env.NO_COLOR || !support ? 0 : support.level;

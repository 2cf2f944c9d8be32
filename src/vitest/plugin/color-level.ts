import type { ColorInfo } from 'chalk';

/** The level of colours for a stream. As Vitest does, and chalk by itself does not, it heeds `NO_COLOR`. */
export const colorLevel = (support: ColorInfo) =>
  process.env.NO_COLOR || !support ? 0 : support.level;

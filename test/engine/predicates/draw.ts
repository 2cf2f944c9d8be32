import { createHash } from 'node:crypto';

/** A number from 0 to below `limit`. */
export type Draw = (limit: number) => number;

/** The same numbers for the same name, in each run and whatever else is drawn. */
export function drawFor(name: string): Draw {
  let at = 0;
  return (limit) => {
    at += 1;
    return createHash('sha256').update(`${name} ${at}`).digest().readUInt32BE(0) % limit;
  };
}

export function pick<T>(from: readonly T[], draw: Draw): T {
  const found = from[draw(from.length)];
  if (found === undefined) throw new Error('There is nothing to pick from.');
  return found;
}

/** Returns the 95% interval of a share that was counted (Wilson, 1927). */
export function wilson(count: number, of: number): { readonly low: number; readonly high: number } {
  const z = 1.959_963_984_540_054;
  const share = count / of;
  const middle = share + (z * z) / (2 * of);
  const half = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const scale = 1 + (z * z) / of;
  return {
    low: count === 0 ? 0 : (middle - half) / scale,
    high: count === of ? 1 : (middle + half) / scale,
  };
}

/** Rounds a number to two digits, away from it on the side that a limit lies. */
export function outward(value: number, side: 'up' | 'down'): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const power = Math.floor(Math.log10(Math.abs(value))) - 1;
  const scaled = Number((value * 10 ** -power).toPrecision(12));
  const whole = side === 'up' ? Math.ceil(scaled) : Math.floor(scaled);
  return Number(`${whole}e${power}`);
}

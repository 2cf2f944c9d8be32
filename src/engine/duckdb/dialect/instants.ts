const endless = 2n ** 63n - 1n;

/**
 * An instant in microseconds since 1970; NULL where it is infinite. Nanoseconds have three digits more, since
 * `epoch_us` cuts them off towards 1970; `epoch_ns` takes an infinity for a number.
 */
export function microsecondsSql(value: string, isNanoseconds: boolean): string {
  if (!isNanoseconds) return `epoch_us(${value})`;
  const count = `nullif(nullif(epoch_ns(${value}), ${endless}), ${-endless})`;
  return `(cast(${count} as decimal(19, 0)) * 0.001)`;
}

const factors: Readonly<Record<string, number>> = {
  b: 1,
  byte: 1,
  bytes: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

/** The bytes that a memory limit stands for, as the engine reads it; null for what is none. */
export function bytesIn(limit: string | undefined): number | null {
  const [, number = '', unit = ''] = /^\s*([\d.]+)\s*([a-z]+)\s*$/i.exec(limit ?? '') ?? [];
  const factor = factors[unit.toLowerCase()];
  return factor === undefined ? null : Number(number) * factor;
}

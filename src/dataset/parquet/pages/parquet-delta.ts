/**
 * Yields integers from DELTA_BINARY_PACKED bytes: blocks of differences, each stored minus the least of its block, in
 * as many bits as its miniblock needs. Throws a RangeError if the bytes end too early.
 */
export function* deltas(bytes: Uint8Array, bits: 32 | 64): Generator<bigint> {
  let at = 0;
  const byte = (): number => {
    const value = bytes[at++];
    if (value === undefined) throw new RangeError('the bytes end');
    return value;
  };
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const part = byte();
      value |= BigInt(part & 0x7f) << shift;
      if (part < 0x80) break;
    }
    return value;
  };
  const zigzag = () => {
    const value = varint();
    return (value >> 1n) ^ -(value & 1n);
  };
  const block = Number(varint());
  const parts = Number(varint());
  let left = Number(varint());
  const perPart = block / parts;
  if (left === 0 || !Number.isInteger(perPart) || perPart % 8 !== 0) return;
  let value = zigzag();
  yield BigInt.asIntN(bits, value);
  left -= 1;
  while (left > 0) {
    const least = zigzag();
    const widths = Array.from({ length: parts }, byte);
    for (const width of widths) {
      if (left === 0) break;
      const start = at;
      for (let index = 0; index < perPart && left > 0; index++, left--) {
        value = BigInt.asIntN(bits, value + least + bitsAt(bytes, start, index * width, width));
        yield value;
      }
      at = start + (perPart * width) / 8;
    }
  }
}

function bitsAt(bytes: Uint8Array, start: number, from: number, width: number): bigint {
  let value = 0n;
  for (let bit = 0; bit < width; ) {
    const place = from + bit;
    const part = bytes[start + (place >> 3)];
    if (part === undefined) throw new RangeError('the bytes end');
    const taken = Math.min(8 - (place & 7), width - bit);
    value |= BigInt((part >> (place & 7)) & ((1 << taken) - 1)) << BigInt(bit);
    bit += taken;
  }
  return value;
}

/** The numbers of one file: how many there are, and the least, the mean and the greatest of them. */
export interface Numbers {
  readonly filled: number;
  readonly numbers: readonly [least: number, mean: number, greatest: number];
}

/**
 * Returns for each file the numbers of all others together, in time that grows with the files alone. They are added up from both sides: to take
 * one file out of the sum of all would lose the digits of the rest, where its numbers are the larger ones.
 */
export function allOthers(files: readonly Numbers[]): readonly Numbers[] {
  const before = running(files);
  const after = running(files.toReversed()).toReversed();
  return files.map((_, at) => together(before[at] ?? none, after[at] ?? none));
}

const none: Numbers = {
  filled: 0,
  numbers: [Number.POSITIVE_INFINITY, 0, Number.NEGATIVE_INFINITY],
};

/** Returns for each file the numbers of those before it. */
function running(files: readonly Numbers[]): readonly Numbers[] {
  let all = none;
  return files.map((one) => {
    const before = all;
    all = together(before, one);
    return before;
  });
}

function together(one: Numbers, other: Numbers): Numbers {
  const filled = one.filled + other.filled;
  const [[low, mean, high], [least, otherMean, greatest]] = [one.numbers, other.numbers];
  // Shares and not sums, which may leave the range of doubles.
  const both =
    filled === 0 ? 0 : mean * (one.filled / filled) + otherMean * (other.filled / filled);
  return { filled, numbers: [Math.min(low, least), both, Math.max(high, greatest)] };
}

/**
 * Returns the probability that n values differ by less than d from their population, by a power of Durbin's matrix
 * (Marsaglia, Tsang and Wang, Evaluating Kolmogorov's distribution, 2003). For small n d.
 */
export function durbin(n: number, d: number): number {
  const k = Math.floor(n * d) + 1;
  const size = 2 * k - 1;
  const h = k - n * d;
  const matrix = matrixOf(size, h);
  const { numbers, exponent } = power({ numbers: matrix, exponent: 0 }, size, n);
  let probability = numbers[(k - 1) * size + (k - 1)] ?? 0;
  let scale = exponent;
  for (let i = 1; i <= n; i += 1) {
    probability = (probability * i) / n;
    if (probability < tiny) {
      probability *= 1 / tiny;
      scale -= tinyExponent;
    }
  }
  return probability * 2 ** scale;
}

const tinyExponent = 400;
const tiny = 2 ** -tinyExponent;

interface Scaled {
  readonly numbers: Float64Array;
  /** The power of two that all numbers are to be multiplied by. */
  readonly exponent: number;
}

function matrixOf(size: number, h: number): Float64Array {
  const numbers = new Float64Array(size * size);
  const at = (row: number, column: number): number => row * size + column;
  const change = (index: number, by: number): void => {
    numbers[index] = (numbers[index] ?? 0) + by;
  };
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (row - column + 1 >= 0) numbers[at(row, column)] = 1;
    }
  }
  for (let i = 0; i < size; i += 1) {
    change(at(i, 0), -(h ** (i + 1)));
    change(at(size - 1, i), -(h ** (size - i)));
  }
  if (2 * h > 1) change(at(size - 1, 0), (2 * h - 1) ** size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      for (let g = 1; g <= row - column + 1; g += 1) {
        numbers[at(row, column)] = (numbers[at(row, column)] ?? 0) / g;
      }
    }
  }
  return numbers;
}

function power(base: Scaled, size: number, n: number): Scaled {
  if (n === 1) return base;
  const half = power(base, size, Math.floor(n / 2));
  const square = product(half, half, size);
  return n % 2 === 0 ? square : product(square, base, size);
}

function product(a: Scaled, b: Scaled, size: number): Scaled {
  const numbers = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let inner = 0; inner < size; inner += 1) {
      const factor = a.numbers[row * size + inner] ?? 0;
      for (let column = 0; column < size; column += 1) {
        const index = row * size + column;
        numbers[index] = (numbers[index] ?? 0) + factor * (b.numbers[inner * size + column] ?? 0);
      }
    }
  }
  const exponent = a.exponent + b.exponent;
  const middle = numbers[Math.floor(size / 2) * (size + 1)] ?? 0;
  if (middle < 1 / tiny) return { numbers, exponent };
  return { numbers: numbers.map((number) => number * tiny), exponent: exponent + tinyExponent };
}

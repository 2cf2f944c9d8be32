const coefficients = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360_360,
  1 / 156,
  -3617 / 122_400,
] as const;

/** Returns ln(x!) - ln(√(2πx) (x/e)^x), the error of Stirling's formula, by its series. */
export function stirlingError(x: number): number {
  if (x < 10) {
    // ln Γ by the recurrence: x! = (x+10)! / ((x+1) ... (x+10)).
    let product = 1;
    for (let i = 1; i <= 10; i += 1) product *= x + i;
    const above = x + 10;
    const factorial = stirlingError(above) + leading(above) - Math.log(product);
    return x === 0 ? 0 : factorial - leading(x);
  }
  const square = 1 / (x * x);
  return coefficients.reduceRight((sum, coefficient) => sum * square + coefficient, 0) / x;
}

const leading = (x: number): number => 0.5 * Math.log(2 * Math.PI * x) + x * Math.log(x) - x;

/** Returns x ln(x / mean) + mean - x, the deviance of a count from its mean, without loss of digits where both are near. */
export function deviance(x: number, mean: number): number {
  if (x === 0) return mean;
  const error = (mean - x) / x;
  return x * (error - Math.log1p(error));
}

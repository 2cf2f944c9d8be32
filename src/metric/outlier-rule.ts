/** The rule by which a value is an outlier, with its limit. */
export interface OutlierRule {
  /** `iqr`: Tukey's fences about the quartiles. `robustZ`: the distance from the median, in median deviations. */
  readonly kind: 'iqr' | 'robustZ';
  readonly limit: number;
}

/** The number of values without which no value can be an outlier, by rule: a bound on fewer could never be missed. */
export const fewestValues: Readonly<Record<OutlierRule['kind'], number>> = { iqr: 5, robustZ: 3 };

/** The 75th percentile of the standard normal distribution: it makes a median deviation as long as a standard one. */
export const robustFactor = 0.6745;

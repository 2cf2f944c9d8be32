"""Measures of numbers: exact over fractions, checked against numpy."""

import math
import statistics
from decimal import Decimal
from fractions import Fraction

import numpy as np
import scipy.stats

from judge.cells import Measured, is_infinite, is_nan, same


class Numbers:
    def _moment(self, exact, array, least=1):
        """`exact` over fractions; where NaN or an infinity is among the values, IEEE arithmetic by numpy."""
        if len(self.values) < least:
            return Measured(None, len(self.values))
        with np.errstate(invalid="ignore"):
            theirs = array(np.array([float(value) for value in self.values]))
        if any(is_nan(value) or is_infinite(value) for value in self.values):
            return Measured(float(theirs), len(self.values))
        return Measured(same(exact([Fraction(value) for value in self.values]), theirs), len(self.values))

    def _kept(self, measured):
        """min, max and sum stay what the column holds: an integer, a decimal, or a double."""
        value = measured.value
        if not isinstance(value, Fraction):
            return measured
        kinds = {type(one) for one in self.values}
        if kinds == {int}:
            return Measured(int(value), measured.of)
        if kinds == {Decimal}:
            return Measured(Decimal(value.numerator) / Decimal(value.denominator), measured.of)
        return Measured(float(value), measured.of)

    def min(self):
        return self._kept(self._moment(min, np.min))

    def max(self):
        return self._kept(self._moment(max, np.max))

    def sum(self):
        return self._kept(self._moment(sum, np.sum))

    def mean(self):
        return self._moment(lambda v: float(sum(v) / len(v)), np.mean)

    def stddev(self):
        return self._moment(lambda v: float(statistics.stdev(v)), lambda v: np.std(v, ddof=1), least=2)

    def skewness(self):
        """G1, the adjusted Fisher-Pearson coefficient: exact over fractions but for one square root, held against scipy."""
        n = len(self.values)
        if n < 3 or len(set(self.values)) == 1:
            return Measured(None, n)
        if any(is_nan(value) or is_infinite(value) for value in self.values):
            return Measured(math.nan, n)
        values = [Fraction(value) for value in self.values]
        mean = sum(values) / n
        second, third = (sum((value - mean) ** power for value in values) / n for power in (2, 3))
        square = third**2 / second**3 * n * (n - 1) / (n - 2) ** 2
        root = (Decimal(square.numerator) / Decimal(square.denominator)).sqrt()
        # Of values that lie close together beside their size scipy rounds the mean, and with it each difference.
        spread = math.sqrt(second) / max(abs(float(value)) for value in values)
        theirs = scipy.stats.skew(np.array([float(value) for value in values]), bias=False)
        return Measured(same(math.copysign(float(root), third), theirs, 1e-9 if spread > 1e-4 else 1e-3), n)

    def kurtosis(self):
        """G2, the adjusted excess kurtosis: exact over fractions, held against scipy."""
        n = len(self.values)
        if n < 4 or len(set(self.values)) == 1:
            return Measured(None, n)
        if any(is_nan(value) or is_infinite(value) for value in self.values):
            return Measured(math.nan, n)
        values = [Fraction(value) for value in self.values]
        mean = sum(values) / n
        second, fourth = (sum((value - mean) ** power for value in values) / n for power in (2, 4))
        exact = Fraction(n - 1, (n - 2) * (n - 3)) * ((n + 1) * (fourth / second**2 - 3) + 6)
        spread = math.sqrt(second) / max(abs(float(value)) for value in values)
        theirs = scipy.stats.kurtosis(np.array([float(value) for value in values]), bias=False)
        if abs(exact) < 1e-9:  # Nothing to be relative to.
            assert abs(theirs) < 1e-9
            return Measured(float(exact), n)
        return Measured(same(float(exact), theirs, 1e-9 if spread > 1e-4 else 1e-3), n)

    def quantile(self, p):
        def linear(ordered):
            at = (len(ordered) - 1) * Fraction(p)
            low = math.floor(at)
            return ordered[low] + (at - low) * (ordered[min(low + 1, len(ordered) - 1)] - ordered[low])

        if any(is_infinite(value) for value in self.values) and not any(map(is_nan, self.values)):
            ordered = sorted(self.values)
            at = (len(ordered) - 1) * p
            near = ordered[math.floor(at) : math.ceil(at) + 1]
            assert len(near) == 1 or not any(map(is_infinite, near)), "no fair judge next to an infinity"
            value = near[0] + (at - math.floor(at)) * (near[-1] - near[0]) if len(near) == 2 else near[0]
            return Measured(value, len(ordered))
        return self._moment(lambda v: float(linear(sorted(v))), lambda v: np.quantile(v, p, method="linear"))

    def _outliers(self, least, centre, limit, areOut):
        """Over doubles, as numpy's quantiles are: NaN is an outlier and has no part in the limits."""
        values = np.array([float(value) for value in self.values])
        numbers = values[~np.isnan(values)]
        if len(numbers) < least:
            return Measured(None, len(values))
        with np.errstate(invalid="ignore"):
            limits = centre(numbers)
        if not all(map(math.isfinite, limits)):
            return Measured(math.nan, len(values))
        return Measured(len(values) - len(numbers) + int(np.sum(areOut(numbers, *limits, limit))), len(values))

    def outliersByIqr(self, k=1.5):
        def areOut(values, low, high, k):
            return (values < low - k * (high - low)) | (values > high + k * (high - low))

        return self._outliers(5, lambda v: np.quantile(v, [0.25, 0.75]), k, areOut)

    def outliersByRobustZ(self, z=3.5):
        def areOut(values, median, mad, z):
            return values != median if mad == 0 else 0.6745 * np.abs(values - median) / mad > z

        def centre(v):
            return np.median(v), scipy.stats.median_abs_deviation(v)

        return self._outliers(3, centre, z, areOut)

    def median(self):
        return self.quantile(0.5)

    def nans(self):
        return self._count(is_nan)

    def infinities(self):
        return self._count(is_infinite)

    def integer(self):
        return self._hold(lambda v: not is_nan(v) and not is_infinite(v) and v == math.floor(v))

    def finite(self):
        return self._hold(lambda v: not is_nan(v) and not is_infinite(v))

"""Two columns together, over the rows that have both values."""

import math
from collections import Counter
from fractions import Fraction

import numpy as np
import scipy.stats

from judge.cells import NAN, Measured, identity, is_infinite, is_nan, same


class Pairs:
    def _pairs(self, other):
        """The other column's values in these rows: it may have been taken of all."""
        both = zip(self.cells, (row[other.name] for row in self.rows))
        return [pair for pair in both if None not in pair]

    def pearson(self, other):
        """Exact over fractions but for the roots, held against scipy."""
        pairs = self._pairs(other)
        if any(is_nan(value) or is_infinite(value) for pair in pairs for value in pair):
            return Measured(math.nan, len(pairs))
        sides = [[Fraction(float(pair[at])) for pair in pairs] for at in (0, 1)]
        found = coefficient(sides)
        if found is not None:
            theirs = scipy.stats.pearsonr(*[np.array([float(v) for v in side]) for side in sides]).statistic
            # Of values that lie close together beside their size scipy rounds the mean, and warns of it.
            near(found, theirs, 1e-9 if min(map(spread, sides)) > 1e-4 else 1e-2)
        return Measured(found, len(pairs))

    def spearman(self, other):
        pairs = self._pairs(other)
        if any(is_nan(value) for pair in pairs for value in pair):
            return Measured(math.nan, len(pairs))
        sides = [[pair[at] for pair in pairs] for at in (0, 1)]
        found = coefficient([ranks(side) for side in sides])
        # As doubles, large integers and decimals may be equal that are not.
        floats = [list(map(float, side)) for side in sides]
        if found is not None and [len(set(side)) for side in floats] == [len(set(side)) for side in sides]:
            near(found, scipy.stats.spearmanr(*floats).statistic)
        return Measured(found, len(pairs))

    def cramersV(self, other):
        pairs = [tuple(map(identity, pair)) for pair in self._pairs(other)]
        sides = [sorted({pair[at] for pair in pairs}, key=lambda v: "" if v is NAN else str(v)) for at in (0, 1)]
        if min(map(len, sides)) < 2:
            return Measured(None, len(pairs))
        counts = Counter(pairs)
        table = np.array([[counts[a, b] for b in sides[1]] for a in sides[0]])
        totals = [[sum(map(int, line)) for line in table], [sum(map(int, line)) for line in table.T]]
        n = len(pairs)
        square = sum(
            Fraction((n * int(table[i][j]) - r * c) ** 2, n * n * r * c)
            for i, r in enumerate(totals[0])
            for j, c in enumerate(totals[1])
        )
        found = math.sqrt(square / (min(map(len, sides)) - 1))
        near(found, scipy.stats.contingency.association(table, method="cramer", correction=False))
        return Measured(found, n)


def coefficient(sides):
    """Pearson's, of exact numbers; none where those of one side are equal."""
    n = len(sides[0])
    means = [sum(side) / n if n else 0 for side in sides]
    x, y = ([value - mean for value in side] for side, mean in zip(sides, means))
    xx, yy = sum(a * a for a in x), sum(b * b for b in y)
    if xx == 0 or yy == 0:
        return None
    xy = sum(a * b for a, b in zip(x, y))
    return math.copysign(math.sqrt(xy * xy / xx / yy), xy)


def ranks(side):
    """The mean of the ranks of each value's equals, held against scipy's ranks of doubles by the caller."""
    first, times = {}, Counter(side)
    for at, value in enumerate(sorted(side), 1):
        first.setdefault(value, at)
    return [first[value] + Fraction(times[value] - 1, 2) for value in side]


def spread(side):
    return float(np.std([float(value) for value in side])) / max(abs(float(value)) for value in side)


def near(mine, theirs, relative=1e-9):
    """A coefficient is no more exact than a double of 1."""
    assert math.isclose(mine, theirs, rel_tol=relative, abs_tol=1e-12), (mine, theirs)

"""Conditions that compare a value with limits, constants or other columns of the row."""

from judge.cells import Judged, comparable, is_nan


class Comparisons:
    def plus(self, *others):
        terms = zip(self.cells, *(other.cells for other in others), strict=True)
        return type(self)([None if None in cells else sum(cells) for cells in terms])

    def _compare(self, holds, *limits):
        """A comparison with NaN is false. A limit is a number, a moment, or another column."""
        of = [limit.cells if isinstance(limit, type(self)) else [limit] * len(self.cells) for limit in limits]
        rows = [row for row in zip(self.cells, *of, strict=True) if row[0] is not None]
        assert not any(None in row for row in rows), "no fair judge for a limit that is NULL"
        return Judged(sum(1 for row in rows if not holds(*map(comparable, row))), len(rows))

    def between(self, low, high):
        return self._compare(lambda v, a, b: a <= v <= b, low, high)

    def atLeast(self, limit):
        return self._compare(lambda v, a: v >= a, limit)

    def atMost(self, limit):
        return self._compare(lambda v, a: v <= a, limit)

    def above(self, limit):
        return self._compare(lambda v, a: v > a, limit)

    def below(self, limit):
        return self._compare(lambda v, a: v < a, limit)

    def equals(self, limit, tolerance=0):
        if tolerance == 0:
            return self._compare(lambda v, a: v == a, limit)
        return self._compare(lambda v, a: a - tolerance <= v <= a + tolerance, limit)

    def increasing(self):
        """A NaN is above nothing, and nothing is above it."""
        values = [comparable(value) for value in self.values]
        first = values[:1]
        falls = sum(1 for a, b in zip(values, values[1:]) if not b > a)
        return Judged(falls + sum(1 for value in first if is_nan(value)), len(values))

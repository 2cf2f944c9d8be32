"""Histograms: counts in bins between edges, the last of which includes its upper end."""

import numpy as np

from judge.cells import Measured, comparable, is_infinite, is_nan, same


class Histograms:
    def histogram(self, edges):
        return Histogram(self, edges)


class Histogram:
    def __init__(self, column, edges):
        self._values, self._edges = column.values, edges

    def _count(self, test):
        found = sum(1 for value in self._values if not is_nan(value) and test(comparable(value)))
        return Measured(found, len(self._values))

    def bin(self, index):
        low, high = map(comparable, self._edges[index : index + 2])
        is_last = index == len(self._edges) - 2
        mine = self._count(lambda v: low <= v and (v <= high if is_last else v < high))
        # numpy has no histogram of dates, and takes no NaN.
        if not isinstance(self._edges[0], str):
            finite = [float(value) for value in self._values if not is_nan(value) and not is_infinite(value)]
            same(mine.value, np.histogram(finite, self._edges)[0][index])
        return mine

    def below(self):
        return self._count(lambda v: v < comparable(self._edges[0]))

    def above(self):
        return self._count(lambda v: v > comparable(self._edges[-1]))

"""Measures and conditions of a column of any type."""

import math
from collections import Counter

import pandas as pd
import scipy.stats

from judge.cells import Judged, Measured, excess, identity, same
from judge.javascript import trim

DEFAULT_SENTINELS = ["", "n/a", "na", "null", "none", "nan", "-", "unknown"]


class AnyColumn:
    def __init__(self, cells):
        self.cells = cells
        self.values = [cell for cell in cells if cell is not None]

    def _count(self, test, of=None):
        return Measured(sum(1 for value in self.values if test(value)), len(self.values) if of is None else of)

    def _hold(self, test):
        return Judged(sum(1 for value in self.values if not test(value)), len(self.values))

    def nulls(self):
        found = same(self.cells.count(None), pd.Series(self.cells, dtype=object).map(lambda cell: cell is None).sum())
        return Measured(found, len(self.cells))

    def missing(self, sentinels=None):
        listed = DEFAULT_SENTINELS if sentinels is None else sentinels
        words = {trim(word).lower() for word in listed if isinstance(word, str)}
        others = [word for word in listed if not isinstance(word, str)]
        found = self._count(lambda v: trim(v).lower() in words if isinstance(v, str) else v in others)
        return Measured(len(self.cells) - len(self.values) + found.value, len(self.cells))

    def distinct(self):
        return Measured(len(set(map(identity, self.values))), len(self.values))

    def duplicates(self):
        return Measured(excess(self.values), len(self.values))

    def share(self, listed):
        return self._count(lambda value: value in listed, of=len(self.cells))

    def mode(self):
        counts = Counter(map(identity, self.values)).most_common(1)
        return Measured(counts[0][1] if counts else 0, len(self.values))

    def entropy(self):
        """Shannon's, in nats, of the observed frequencies: NaN is one value."""
        counts = sorted(Counter(map(identity, self.values)).values())
        if not counts:
            return Measured(None, 0)
        total = sum(counts)
        mine = math.fsum(n / total * math.log(total / n) for n in counts)
        return Measured(same(mine, scipy.stats.entropy(counts)), total)

    def notNull(self):
        return Judged(len(self.cells) - len(self.values), len(self.cells))

    def unique(self):
        return Judged(excess(self.values), len(self.values))

    def in_(self, listed):
        return self._hold(lambda value: value in listed)

    def notIn(self, listed):
        return self._hold(lambda value: value not in listed)

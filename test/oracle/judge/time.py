"""Measures and conditions of dates and timestamps."""

from datetime import timedelta

import pandas as pd

from judge.cells import NOW, Measured, instant, milliseconds, same

STEPS = {"ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000}


class Time:
    def _instants(self):
        return [instant(value) for value in self.values]

    def oldest(self):
        return Measured(min(self._instants(), default=None), len(self.values))

    def newest(self):
        return Measured(max(self._instants(), default=None), len(self.values))

    def age(self):
        newest = self.newest().value
        return Measured(None if newest is None else milliseconds(NOW) - milliseconds(newest), len(self.values))

    def future(self):
        return Measured(sum(1 for value in self._instants() if value > NOW), len(self.values))

    def gaps(self, step):
        amount, unit = step.rstrip("mshdw"), step.lstrip("0123456789.")
        longest = timedelta(milliseconds=float(amount) * STEPS[unit])
        ordered = sorted(set(self._instants()))
        found = sum(1 for a, b in zip(ordered, ordered[1:]) if b - a > longest)
        steps = pd.Series(ordered, dtype="datetime64[us, UTC]").diff()
        return Measured(same(found, (steps > longest).sum()), len(self.values))

    def before(self, limit):
        return self._compare(lambda v, a: v < a, instant(limit))

    def after(self, limit):
        return self._compare(lambda v, a: v > a, instant(limit))

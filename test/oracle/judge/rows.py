"""Rows, their scopes and their columns."""

from judge.any import AnyColumn
from judge.cells import Judged, Measured, excess, identity
from judge.comparisons import Comparisons
from judge.histograms import Histograms
from judge.numbers import Numbers
from judge.pairs import Pairs
from judge.predicates import PREDICATES
from judge.text import Text
from judge.time import Time


class Column(AnyColumn, Numbers, Comparisons, Text, Time, Histograms, Pairs):
    """Every method on every column: the type of a column is the business of the cases."""

    def __init__(self, cells, rows=(), name=None):
        super().__init__(cells)
        self.rows, self.name = rows, name


class Rows:
    def __init__(self, rows, total):
        self._rows, self._total = rows, total

    def where(self, sql):
        return Rows([row for row in self._rows if PREDICATES[sql](row) is True], self._total)

    def per(self, *names):
        return PerRows(self._rows, names, self._total)

    def count(self):
        return Measured(len(self._rows), self._total)

    def _tuples(self, names):
        return [tuple(identity(row[name]) for name in names) for row in self._rows]

    def duplicates(self, *names):
        complete = [one for one in self._tuples(names) if None not in one]
        return Measured(excess(complete), len(complete))

    def key(self, *names):
        tuples = self._tuples(names)
        complete = [one for one in tuples if None not in one]
        return Judged(len(tuples) - len(complete) + excess(complete), len(tuples))

    def satisfy(self, sql):
        truths = [PREDICATES[sql](row) for row in self._rows]
        return Judged(truths.count(False), len(truths) - truths.count(None))

    def column(self, name):
        return Column([row[name] for row in self._rows], self._rows, name)


class PerRows:
    """Each segment on its own; a segment's key is its values as text, joined by ', ', with NULL as 'NULL'."""

    def __init__(self, rows, names, total):
        self._segments, texts = {}, {}
        for row in rows:
            cells = tuple(identity(row[name]) for name in names)
            key = ", ".join(map(segment_text, cells))
            assert texts.setdefault(key, cells) == cells, f"two segments read {key}: no fair case"
            self._segments.setdefault(key, Rows([], total))._rows.append(row)

    def _each(self, measure):
        found = {key: measure(self._segments[key]) for key in sorted(self._segments)}
        return Measured({key: one.value for key, one in found.items()}, {key: one.of for key, one in found.items()})

    def count(self):
        return self._each(lambda rows: rows.count())

    def duplicates(self, *names):
        return self._each(lambda rows: rows.duplicates(*names))

    def column(self, name):
        return PerColumn(self, name)


class PerColumn:
    def __init__(self, per, name):
        self._per, self._name = per, name

    def __getattr__(self, method):
        return lambda *args: self._per._each(lambda rows: getattr(rows.column(self._name), method)(*args))


def segment_text(value):
    return "NULL" if value is None else str(value).lower() if isinstance(value, bool) else str(value)

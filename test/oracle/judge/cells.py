"""What cells and results are, and when two ways to one number agree."""

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction

import pandas as pd

NOW = datetime(2026, 11, 24, tzinfo=timezone.utc)
NAN = object()


@dataclass(frozen=True)
class Measured:
    value: object
    of: object


@dataclass(frozen=True)
class Judged:
    violations: int
    of: int


def is_nan(value):
    return isinstance(value, float) and math.isnan(value)


def is_infinite(value):
    return isinstance(value, float) and math.isinf(value)


def identity(value):
    """Equal values have one identity: NaN is equal to NaN, and -0 to 0."""
    return NAN if is_nan(value) else value


def same(mine, theirs, relative=1e-12):
    """Two ways to one number; the exact one is kept."""
    if mine is None:
        assert theirs is None or pd.isna(theirs), (mine, theirs)
    else:
        a, b = float(mine), float(theirs)
        assert (math.isnan(a) and math.isnan(b)) or math.isclose(a, b, rel_tol=relative, abs_tol=1e-15), (a, b)
    return mine


def milliseconds(instant):
    return (instant - datetime(1970, 1, 1, tzinfo=timezone.utc)) // timedelta(milliseconds=1)


def instant(value):
    """A moment in UTC; a date is its midnight, and what has no offset is read as UTC."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value.replace("Z", "+00:00"))
    if not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)
    if isinstance(value, pd.Timestamp):
        value = value.to_pydatetime()
    return value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value.astimezone(timezone.utc)


def excess(values):
    found = len(values) - len(set(map(identity, values)))
    return same(found, pd.Series(values, dtype=object).duplicated().sum())


def comparable(value):
    """Numbers by exact value, whatever type holds them; moments in UTC."""
    if isinstance(value, (date, datetime, str)):
        return instant(value)
    return value if is_nan(value) or is_infinite(value) else Fraction(value)

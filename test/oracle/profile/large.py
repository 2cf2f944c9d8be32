"""The large file: rows that profile.test.ts makes by the same formulas, more than are counted or sorted at once."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

ROWS = 250_000


def spread(factor):
    """Integers of 32 bits in an order like chance."""
    return [i * factor % 2**32 for i in range(ROWS)]


def LARGE():
    h, g = spread(2654435761), spread(2246822519)
    pairs = list(zip(h, g))
    noon = datetime(2026, 1, 1, tzinfo=timezone.utc)
    return {
        "id": [i + 1000 for i in range(ROWS)],
        "even": [a / 2**32 for a in h],
        "heavy": [1.0 / (1.0 - a / 2**32) for a in h],
        "both": [a / 2**32 + 0.25 * (b / 2**32) for a, b in pairs],
        "tied": [None if a % 11 == 0 else a % 1000 for a in h],
        "signed": [a % 2001 - 1000 for a in g],
        "wide": [a * 1_000_003 - 2**50 for a in h],
        "special": [float("nan") if b % 100 == 0 else float("inf") if b % 100 == 1 else a / 2**32 * 50 - 20 for a, b in pairs],
        "zeros": [0.0 if a % 10 < 9 else b / 2**32 for a, b in pairs],
        "cents": [Decimal(a % 1_000_000) / 100 for a in h],
        "word": [f"k{b % 7}" if a % 5 else None for a, b in pairs],
        "code": [f"C{a % 900:04d}-{b % 3}" for a, b in pairs],
        "padded": [" x" if b % 50 == 0 else "x" if b % 3 else "" for b in g],
        "flag": [b % 3 == 0 for b in g],
        "day": [date(2020, 1, 1) + timedelta(days=a % 1500) for a in h],
        "at": [noon + timedelta(milliseconds=a) for a in h],
    }

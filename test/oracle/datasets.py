"""The datasets, made by arithmetic alone so that every run writes the same rows."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pyarrow as pa

from texts import text_columns

NAN, INF = float("nan"), float("inf")
NEW_YORK = ZoneInfo("America/New_York")


def sparse(values, every, start=0):
    """The values, with NULL at each `every`-th place."""
    return [None if i % every == start else value for i, value in enumerate(values)]


def numbers():
    n = range(120)
    return pa.table(
        {
            "id": pa.array([i + 1 for i in n], pa.int32()),
            "int": pa.array(sparse([(i * 37) % 50 - 10 for i in n], 11, 3), pa.int64()),
            "tiny": pa.array([(i * 5) % 256 - 128 for i in n], pa.int8()),
            "cat": pa.array(sparse([(i * i) % 7 for i in n], 13), pa.int64()),
            "same": pa.array([7 for _ in n], pa.int32()),
            "float": pa.array(sparse([(-1) ** i * i * 0.1 for i in n], 9, 4), pa.float64()),
            "offset": pa.array([1e9 + (i % 7) / 8 for i in n], pa.float64()),
            "skewed": pa.array([1.07**i for i in n], pa.float64()),
            "half": pa.array(sparse([((i * 29) % 41) / 2 for i in n], 17), pa.float64()),
            "nan": pa.array(sparse([NAN if i % 10 == 2 else i / 4 for i in n], 8), pa.float64(), from_pandas=False),
            "inf": pa.array(sparse([INF if i in (5, 77) else i / 2 - 20 for i in n], 12), pa.float64()),
            "infs": pa.array(sparse([{5: INF, 40: -INF, 77: INF}.get(i, i / 2) for i in n], 12), pa.float64()),
            "mixed": pa.array(
                sparse([{6: NAN, 7: NAN, 9: INF, 50: -INF}.get(i, float(i % 30)) for i in n], 15),
                pa.float64(),
                from_pandas=False,
            ),
            "zero": pa.array([(0.0, -0.0, 1.5, None)[i % 4] for i in n], pa.float64()),
            "f32": pa.array(sparse([(i % 20) / 10 for i in n], 14), pa.float32()),
            "amount": pa.array(
                sparse([Decimal((i * 1237) % 30000 - 5000) / 100 for i in n], 10, 7),
                pa.decimal128(10, 2),
            ),
            "whole": pa.array([Decimal(i * 3).quantize(Decimal("1.00")) for i in n], pa.decimal128(9, 2)),
            "precise": pa.array(
                sparse([Decimal(f"12345678901234567890.{i:010d}") for i in n], 16, 9),
                pa.decimal128(38, 10),
            ),
            "big": pa.array(sparse([2**53 + i // 2 for i in n], 20), pa.int64()),
            "huge": pa.array(sparse([(2**63 - 1 - i) * (-1 if i % 5 == 0 else 1) for i in n], 19), pa.int64()),
            "u64": pa.array([2**64 - 1 - 3 * (i // 3) for i in n], pa.uint64()),
            "flag": pa.array([(True, False, True, None, True)[i % 5] for i in n], pa.bool_()),
            "one": pa.array([42.5 if i == 60 else None for i in n], pa.float64()),
            "none": pa.array([None for _ in n], pa.int64()),
            "part": pa.array(sparse([i % 9 for i in n], 21), pa.int32()),
            "rest": pa.array(sparse([i % 4 for i in n], 21), pa.int32()),
            "total": pa.array(sparse([i % 9 + i % 4 + (i % 25 == 7) for i in n], 21), pa.int32()),
        }
    )


def time():
    n = range(90)
    start = date(2026, 8, 20)
    days = [start + timedelta(days=i + 3 * (i > 30) + (i > 60)) for i in n]
    fall = datetime(2026, 10, 1)
    local = [(fall + timedelta(days=i)).replace(tzinfo=NEW_YORK) for i in range(60)]
    hours = [datetime(2026, 11, 20) + timedelta(hours=i) for i in range(100)]
    kept = [hour for i, hour in enumerate(hours) if i not in (10, 11, 40, 41, 42, 70)][:90]
    utc = timezone.utc
    seen = [datetime(2026, 3, 8, 6, tzinfo=utc) + timedelta(minutes=7 * i) for i in n]
    seen[20], seen[21] = seen[21], seen[20]
    seen[50] = seen[49]
    seen[80] = seen[10]
    odd = {
        0: datetime(1600, 1, 1),
        1: datetime(1600, 2, 29, 12, 30, 15, 250000),
        2: datetime(9999, 12, 31, 23, 59, 59, 999000),
        3: datetime(1969, 12, 31, 23, 59, 59, 999000),
        4: datetime(1970, 1, 1),
        5: datetime(1582, 10, 10),
        6: datetime(2000, 2, 29),
    }
    return pa.table(
        {
            "id": pa.array([i + 1 for i in n], pa.int32()),
            "day": pa.array(sparse([days[i // 2 * 2] for i in n], 15, 14), pa.date32()),
            "daily": pa.array([start + timedelta(days=i) for i in n], pa.date32()),
            "ancient": pa.array([odd[i].date() if i in odd else None for i in n], pa.date32()),
            "extreme": pa.array([odd.get(i) for i in n], pa.timestamp("us")),
            "at": pa.array(sparse(kept, 16, 5), pa.timestamp("us")),
            "at_ms": pa.array([hours[i] + timedelta(milliseconds=i) for i in n], pa.timestamp("ms")),
            "at_ns": pa.array(sparse([hours[i] for i in n], 6), pa.timestamp("ns")),
            "midnight": pa.array(
                [local[i].astimezone(utc) if i < 60 else None for i in n],
                pa.timestamp("us", tz="America/New_York"),
            ),
            "seen": pa.array(sparse(seen, 23, 2), pa.timestamp("us", tz="UTC")),
            "plan": pa.array(
                [datetime(2026, 11, 23, 12, tzinfo=utc) + timedelta(minutes=30 * i) for i in n],
                pa.timestamp("us", tz="UTC"),
            ),
            "once": pa.array([datetime(2026, 11, 1) if i == 7 else None for i in n], pa.timestamp("us")),
            "never": pa.array([None for _ in n], pa.timestamp("us")),
        }
    )


def keys():
    """Duplicates that only exact comparison tells: (a, bc) and (ab, c), A and a, 2^53 and 2^53 + 1, NULL parts."""
    parts = [
        ("a", "bc", 1), ("ab", "c", 1), ("a", "bc", 1), ("a", "bc", 2), ("A", "bc", 1),
        (None, "bc", 1), (None, "bc", 1), ("a", None, 1), ("a", None, 1), (None, None, None),
        (None, None, None), ("é", "x", 1), ("e\u0301", "x", 1), ("é", "x", 1), ("", "x", 1),
        ("", "x", 1), (" ", "x", 1), ("a,b", "c", 3), ("a", "b,c", 3), ("a,b", "c", 3),
        ("a,b", "c", None), ("😀", "x", 1), ("😀", "x", 1), ("😀", "x", 1), ("ß", "ss", 1),
        ("ss", "ß", 1), ("NULL", "x", 1), ("NULL", "x", 1), ("z", "z", 0), ("z", "z", -1),
    ]  # fmt: skip
    n = range(len(parts))
    return pa.table(
        {
            "id": pa.array([i + 1 for i in n], pa.int64()),
            "a": pa.array([a for a, _, _ in parts], pa.string()),
            "b": pa.array([b for _, b, _ in parts], pa.string()),
            "c": pa.array([c for _, _, c in parts], pa.int64()),
            "big": pa.array([2**53 + i % 29 for i in n], pa.int64()),
            "price": pa.array(sparse([Decimal(i % 12).quantize(Decimal("1.00")) for i in n], 7), pa.decimal128(8, 2)),
            "ratio": pa.array(
                [(0.0, -0.0, NAN, NAN, None, 0.1 + 0.2, 0.3)[i % 7] for i in n],
                pa.float64(),
                from_pandas=False,
            ),
            "day": pa.array(sparse([date(2026, 1, 1) + timedelta(days=i % 10) for i in n], 9), pa.date32()),
        }
    )


def example():
    """The rows on which the tools of the field disagree."""
    return pa.table({"tag": pa.array(["a", "a", "a", "b", None, None], pa.string())})


def empty():
    return pa.table(
        {
            "x": pa.array([], pa.float64()),
            "t": pa.array([], pa.string()),
            "day": pa.array([], pa.date32()),
        }
    )


def segments():
    n = range(84)
    group = ("north", "south", "Süd", None, "", "north", "south", "north", "lone ", None, "north", "void")
    return pa.table(
        {
            "id": pa.array([i + 1 for i in n], pa.int32()),
            "g": pa.array([group[(i * 5) % 12] for i in n], pa.string()),
            "year": pa.array([(2024, 2025, None)[i % 3] for i in n], pa.int32()),
            "flag": pa.array([(True, False, False, None)[i // 21] for i in n], pa.bool_()),
            "x": pa.array(
                [None if group[(i * 5) % 12] == "void" or i % 10 == 0 else (i * 13) % 31 / 2 for i in n],
                pa.float64(),
            ),
            "label": pa.array(sparse([f"k{(i * 3) % 17}" for i in n], 8), pa.string()),
            "day": pa.array([date(2026, 10, 20) + timedelta(days=(i * i) % 29) for i in n], pa.date32()),
        }
    )


def orders():
    """For CSV: only what reads the same in every reader. NULL (nothing between commas) in no text column."""
    n = range(60)
    city = ("Oslo", "Graz", "Łódź", 'He said "hi"', "a, b", "São Paulo")
    return pa.table(
        {
            "id": pa.array([i + 1 for i in n], pa.int64()),
            "city": pa.array([city[(i * 7) % 6] for i in n], pa.string()),
            "amount": pa.array(sparse([((i * 457) % 2000) / 100 - 3 for i in n], 12, 5), pa.float64()),
            "pieces": pa.array(sparse([(i * 11) % 8 for i in n], 14, 2), pa.int64()),
            "day": pa.array(sparse([date(2026, 9, 1) + timedelta(days=i // 2 * 3) for i in n], 20, 9), pa.date32()),
            "paid": pa.array([i % 3 != 1 for i in n], pa.bool_()),
        }
    )


PARQUET = {
    "numbers": numbers,
    "text": lambda: pa.table(text_columns()),
    "time": time,
    "keys": keys,
    "example": example,
    "empty": empty,
    "segments": segments,
}
CSV = {"orders": orders}

"""The columns: types by shapes, made by arithmetic alone so that every run writes the same rows."""

import struct
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal

import pyarrow as pa

ROWS, GROUP = 120, 40
NAN, INF = float("nan"), float("inf")
EPOCH = datetime(1970, 1, 1)
DAY = 86_400_000_000


def mix(i):
    """A number below 2^16 that looks like chance."""
    return (i * 2654435761 % 2**32) >> 16


def ns(micros, extra=0):
    return micros * 1000 + extra


def single(value):
    """The nearest number that a float holds."""
    return struct.unpack("f", struct.pack("f", value))[0]


def text(k):
    return f"sku-{k // 20:02d}-{k:03d}"


def letters(k):
    return f"{chr(0x391 + k % 17)}traße {k:03d} {'中文' * (k % 3)}{'😀' * (k % 2)}"


LONG = "long " * 60
ODD_TEXTS = ["", " ", "a", "A", "é", "e\u0301", "😀", "\uffee", "it's", "50%", "a_b", "a\0b", "NULL", LONG + "1", LONG + "2"]
ODD_BLOBS = [b"", b"\0", b"\0\0", b"\xff", b"\xff" * 20, b"a", b"A", b"'", b"\\x41", b"\x80abc"]
ODD_DATES = [date(1, 1, 1), date(9999, 12, 31), date(1969, 12, 31), date(1582, 10, 10), date(2000, 2, 29)]
ODD_MICROS = [-1, 0, 1, 253_402_300_799_999_999, -62_135_596_800_000_000, 951_782_399_999_999]
ODD_NANOS = [-1, 0, 1, 2**63 - 3, -(2**63) + 10**15, 951_782_399_999_999_999]


def odd_integers(bits, signed=True):
    least, most = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2**bits - 1)
    return [least, most, least + 1, most - 1, 0, 1]


# For each type: how pyarrow calls it, its k-th value (growing with k; every other value is left out, to be asked for in
# vain), and its odd ones.
TYPES = {
    "bool": (pa.bool_(), lambda k: k >= 60, [True, False]),
    "int8": (pa.int8(), lambda k: k - k % 2 - 60, odd_integers(8)),
    "int16": (pa.int16(), lambda k: k * 20 - 1000, odd_integers(16)),
    "int32": (pa.int32(), lambda k: k * 2000 - 100_000, odd_integers(32)),
    "int64": (pa.int64(), lambda k: k * 2**40 - 2**46, [*odd_integers(64), 2**53, 2**53 + 1]),
    "uint64": (pa.uint64(), lambda k: k * 2**50 + 2**61, [*odd_integers(64, False), 2**63, 2**63 - 1]),
    "float": (pa.float32(), lambda k: single(k / 10 - 6), [NAN, INF, -INF, 0.0, -0.0, single(3.4028234e38), single(1.4e-45)]),
    "double": (
        pa.float64(),
        lambda k: k / 10 - 6,
        [NAN, INF, -INF, 0.0, -0.0, 1.7976931348623157e308, -1.7976931348623157e308, 5e-324, 0.1 + 0.2],
    ),
    "decimal": (
        pa.decimal128(9, 2),
        lambda k: Decimal(k * 50 - 3000) / 100,
        [Decimal("9999999.99"), Decimal("-9999999.99"), Decimal("0.00"), Decimal("0.01"), Decimal("-0.01")],
    ),
    "decimal38": (
        pa.decimal128(38, 10),
        lambda k: Decimal(f"12345678901234567890.{k * 2:010d}"),
        [Decimal("9" * 28 + "." + "9" * 10), Decimal("-" + "9" * 28 + "." + "9" * 10), Decimal("0E-10"), Decimal("1E-10")],
    ),
    "string": (pa.string(), lambda k: text(k * 2), ODD_TEXTS),
    "largestring": (pa.large_string(), lambda k: letters(k * 2), ODD_TEXTS),
    "blob": (pa.binary(), lambda k: b"\x01" + bytes([k % 256, 0, 255 - k % 256]) * (1 + k % 3), ODD_BLOBS),
    "uuid": (
        pa.uuid(),
        lambda k: (k * 2 * 2**119 + mix(k)).to_bytes(16, "big"),
        [bytes(16), b"\xff" * 16, b"\x80" + bytes(15), b"\x7f" + b"\xff" * 15],
    ),
    "date": (pa.date32(), lambda k: date(2024, 1, 1) + timedelta(days=k * 2), ODD_DATES),
    "time": (
        pa.time64("us"),
        lambda k: (datetime(2000, 1, 1) + timedelta(microseconds=k * 400_000_123)).time(),
        [time(0), time(23, 59, 59, 999_999), time(12), time(0, 0, 0, 1)],
    ),
    "timestampms": (pa.timestamp("ms"), lambda k: 1_767_225_600_000 + k * 43_200_001, [m // 1000 for m in ODD_MICROS]),
    "timestampus": (pa.timestamp("us"), lambda k: 1_767_225_600_000_000 + k * (DAY // 2 + 1), ODD_MICROS),
    "timestampns": (pa.timestamp("ns"), lambda k: ns(1_767_225_600_000_000 + k * DAY // 2, k), ODD_NANOS),
    "timestamptz": (
        pa.timestamp("us", tz="UTC"),
        lambda k: EPOCH.replace(tzinfo=timezone.utc) + timedelta(microseconds=1_767_225_600_000_000 + k * DAY // 2),
        [EPOCH.replace(tzinfo=timezone.utc) + timedelta(microseconds=m) for m in ODD_MICROS],
    ),
    "list": (pa.list_(pa.int32()), lambda k: [k * 2, k % 3], [[], [None], [0], [0, 0, 0]]),
    "struct": (
        pa.struct([("a", pa.int32()), ("b", pa.string())]),
        lambda k: {"a": k * 2, "b": text(k)},
        [{"a": None, "b": None}, {"a": 0, "b": None}, {"a": None, "b": ""}],
    ),
}


def mixed(value, odd):
    """In no order, with NULL and everything odd among them."""
    return [
        None if i % 7 == 3 else odd[i // 5 % len(odd)] if i % 5 == 1 else value(mix(i) % ROWS) for i in range(ROWS)
    ]


def ascending(value, _):
    return [None if i % 30 == 29 else value(i) for i in range(ROWS)]


def constant(value, _):
    return [value(7) for _ in range(ROWS)]


def sparse(value, odd):
    """Whole row groups without a value."""
    return [{45: value(3), 46: odd[0], 47: odd[-1], 90: value(110)}.get(i) for i in range(ROWS)]


def few(value, odd):
    of = [value(20), value(20), value(90), odd[0], odd[1], None]
    return [of[mix(i) % len(of)] for i in range(ROWS)]


def nan(value, _):
    """Row groups without NaN, with some, and of nothing else."""
    return [value(i) if i < GROUP else (NAN if i % 3 == 0 else value(i)) if i < 2 * GROUP else NAN for i in range(ROWS)]


def zero(*_):
    """Row groups of one zero, of the other, of both: equal values with different bits."""
    return [0.0 if i < GROUP else -0.0 if i < 2 * GROUP else (0.0, -0.0, None)[i % 3] for i in range(ROWS)]


SHAPES = {"mixed": mixed, "sorted": ascending, "constant": constant, "sparse": sparse, "few": few}
FLOAT_SHAPES = {**SHAPES, "nan": nan, "zero": zero}


def table():
    return pa.table(
        {
            f"{name}_{shape}": pa.array(make(value, odd), kind, from_pandas=False)
            for name, (kind, value, odd) in TYPES.items()
            for shape, make in (FLOAT_SHAPES if pa.types.is_floating(kind) else SHAPES).items()
        }
    )

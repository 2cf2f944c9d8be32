"""Write the files beside this one: `python3 make.py`, with pyarrow 26."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

HERE = Path(__file__).parent
START = datetime(2024, 1, 1)


def row(i):
    at = START + timedelta(days=i, microseconds=i)
    return {
        "id": i,
        "tags": None if i % 7 == 0 else [None if n % 3 == 2 else f"t{n}" for n in range(i % 5)],
        "grid": [[n] * n for n in range(i % 4)],
        "prices": [(f"k{n}", n) for n in range(i % 3)],
        "parts": [{"name": f"p{n}", "sizes": list(range(n))} for n in range(i % 3)],
        "at": None if i % 11 == 0 else at,
        "times": [at] * (i % 3),
        "place": {"at": at},
        "tiny": i % 100 - 50,
        "byte": i % 256,
        "small": i * 100 - 3000,
        "price": Decimal(i) / 100,
        "total": Decimal(i) * 1000,
        "open": time(i % 24, i % 60),
    }


SCHEMA = pa.schema(
    [
        ("id", pa.int64()),
        ("tags", pa.list_(pa.string())),
        ("grid", pa.list_(pa.list_(pa.int32()))),
        ("prices", pa.map_(pa.string(), pa.int64())),
        ("parts", pa.list_(pa.struct([("name", pa.string()), ("sizes", pa.list_(pa.int16()))]))),
        ("at", pa.timestamp("us")),
        ("times", pa.list_(pa.timestamp("us"))),
        ("place", pa.struct([("at", pa.timestamp("us"))])),
        ("tiny", pa.int8()),
        ("byte", pa.uint8()),
        ("small", pa.int16()),
        ("price", pa.decimal128(4, 2)),
        ("total", pa.decimal128(12, 2)),
        ("open", pa.time32("ms")),
    ]
)
TABLE = pa.Table.from_pylist([row(i) for i in range(120)], SCHEMA)

# Every codec that the engine reads, with pages of both versions; timestamps are INT96. Rows reach over pages.
for codec in ["none", "snappy", "gzip", "brotli", "zstd", "lz4"]:
    for version, options in {
        "1.0": {"use_dictionary": True},
        "2.0": {"use_dictionary": False, "column_encoding": {"tiny": "DELTA_BINARY_PACKED"}},
    }.items():
        pq.write_table(
            TABLE,
            HERE / f"{codec}-{version[0]}.parquet",
            compression=codec,
            data_page_version=version,
            data_page_size=256,
            write_batch_size=32,
            row_group_size=90,
            write_statistics=False,
            store_decimal_as_integer=True,
            use_deprecated_int96_timestamps=True,
            **options,
        )

# What pyarrow writes and the engine does not read.
SPLIT = pa.table({"a": pa.array(range(8), pa.int32())})
pq.write_table(SPLIT, HERE / "split.parquet", use_dictionary=False, column_encoding={"a": "BYTE_STREAM_SPLIT"})
WIDE = pa.table({"a": pa.array([Decimal(n) for n in range(8)], pa.decimal256(40, 0))})
pq.write_table(WIDE, HERE / "wide-decimal.parquet")

# What lies in nanoseconds.
NANOS = {"utc": pa.timestamp("ns", "UTC"), "local": pa.timestamp("ns"), "clock": pa.time64("ns")}
pq.write_table(
    pa.table({name: pa.array([1, 1001], type_) for name, type_ in NANOS.items()}),
    HERE / "nanoseconds.parquet",
)

# A page whose checksum is to be broken.
NUMBERS = pa.table({"a": pa.array([0, 1, 2, 3], pa.int64())})
pq.write_table(
    NUMBERS, HERE / "sum.parquet", use_dictionary=False, compression="none", write_page_checksum=True
)

# Each encoding of each type that the engine reads: a column is called by both.
ENCODED = {
    "INT32": (pa.int32(), range(40), ["PLAIN", "RLE_DICTIONARY", "DELTA_BINARY_PACKED"]),
    "INT64": (pa.int64(), range(40), ["PLAIN", "RLE_DICTIONARY", "DELTA_BINARY_PACKED"]),
    "FLOAT": (pa.float32(), range(40), ["PLAIN", "RLE_DICTIONARY", "BYTE_STREAM_SPLIT"]),
    "DOUBLE": (pa.float64(), range(40), ["PLAIN", "RLE_DICTIONARY", "BYTE_STREAM_SPLIT"]),
    "BOOLEAN": (pa.bool_(), [i % 3 == 0 for i in range(40)], ["PLAIN", "RLE"]),
    "BYTE_ARRAY": (
        pa.string(),
        [f"v{i}" for i in range(40)],
        ["PLAIN", "RLE_DICTIONARY", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY"],
    ),
    "FIXED_LEN_BYTE_ARRAY": (
        pa.decimal128(20, 0),
        [Decimal(i) for i in range(40)],
        ["PLAIN", "RLE_DICTIONARY", "DELTA_BYTE_ARRAY"],
    ),
}
COLUMNS = {
    f"{name} {encoding}": (encoding, pa.array(values, type_))
    for name, (type_, values, encodings) in ENCODED.items()
    for encoding in encodings
}
DICTIONARIES = [name for name, (encoding, _) in COLUMNS.items() if encoding == "RLE_DICTIONARY"]
pq.write_table(
    pa.table({name: values for name, (_, values) in COLUMNS.items()}),
    HERE / "encodings.parquet",
    use_dictionary=DICTIONARIES,
    column_encoding={name: encoding for name, (encoding, _) in COLUMNS.items() if name not in DICTIONARIES},
    data_page_version="2.0",
)

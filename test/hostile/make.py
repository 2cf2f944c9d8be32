"""Write data/*.parquet, small files with many parts: `python3 make.py`, with pyarrow 26."""

from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

DATA = Path(__file__).parent / "data"
CITIES = ["Oslo", "Rome, Lazio", 'Sao "Paulo"', "Lima\nPeru", "Zürich"]
DAY = date(2024, 1, 1)


def row(i):
    return {
        "id": i,
        "amount": None if i % 7 == 0 else i * 0.25,
        "city": CITIES[i % 5],
        "day": DAY + timedelta(days=i % 365),
        "note": None if i % 3 == 0 else f"Zq7x {i * 2654435761 % 2**32:08x}",
        "tags": [f"t{i % 4}"] * (i % 3),
        "place": {"x": i / 2, "y": None if i % 5 == 0 else -i / 2},
    }


def table(rows):
    place = pa.struct([("x", pa.float64()), ("y", pa.float64())])
    types = {"id": pa.int64(), "amount": pa.float64(), "city": pa.string(), "day": pa.date32(), "note": pa.string()}
    schema = pa.schema([*types.items(), ("tags", pa.list_(pa.string())), ("place", place)])
    return pa.Table.from_pylist([row(i + 1) for i in range(rows)], schema)


DATA.mkdir(exist_ok=True)
for name, options in {
    "pages": {"compression": "snappy", "data_page_size": 128, "write_batch_size": 25},
    "sums": {"compression": "zstd", "data_page_version": "2.0", "write_page_checksum": True},
    "plain": {"compression": "none", "use_dictionary": False},
    "delta": {
        "compression": "gzip",
        "use_dictionary": False,
        "column_encoding": {"id": "DELTA_BINARY_PACKED", "note": "DELTA_BYTE_ARRAY", "city": "DELTA_LENGTH_BYTE_ARRAY"},
    },
}.items():
    pq.write_table(table(240), DATA / f"{name}.parquet", row_group_size=80, **options)

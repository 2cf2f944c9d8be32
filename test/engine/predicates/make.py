"""Write data/: the same rows in each way that pyarrow can encode them. README.md says how to run it."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from columns import GROUP, table

DATA = Path(__file__).parent / "data"


def encodings(schema, choose):
    """An encoding for each column that `choose` names one for, by the path of its leaf."""
    found = {field.name: choose(field.type) for field in schema}
    return {name: encoding for name, encoding in found.items() if encoding}


def is_binary(kind):
    return any(test(kind) for test in (pa.types.is_string, pa.types.is_large_string, pa.types.is_binary))


def is_integral(kind):
    return pa.types.is_integer(kind) or pa.types.is_temporal(kind)


def delta(kind):
    if is_integral(kind):
        return "DELTA_BINARY_PACKED"
    if is_binary(kind):
        return "DELTA_BYTE_ARRAY"
    # DuckDB 1.5.5 refuses it for anything else.
    if pa.types.is_floating(kind):
        return "BYTE_STREAM_SPLIT"
    return "RLE" if pa.types.is_boolean(kind) else None


def lengths(kind):
    if is_binary(kind):
        return "DELTA_LENGTH_BYTE_ARRAY"
    return "DELTA_BINARY_PACKED" if pa.types.is_decimal(kind) and kind.precision <= 18 else None


def variants(schema):
    filtered = [f.name for f in schema if not (pa.types.is_boolean(f.type) or pa.types.is_nested(f.type))]
    return {
        "plain": {"use_dictionary": False, "compression": "gzip", "write_statistics": False},
        "dictionary": {"row_group_size": GROUP},
        "unstated": {"row_group_size": GROUP, "write_statistics": False, "compression": "zstd"},
        "pages": {
            "data_page_version": "2.0",
            "max_rows_per_page": 40,
            "write_batch_size": 20,
            "write_page_index": True,
            "write_page_checksum": True,
            "compression": "none",
        },
        "fallback": {
            "dictionary_pagesize_limit": 60,
            "data_page_size": 300,
            "write_batch_size": 20,
            "compression": "lz4",
        },
        "delta": {
            "use_dictionary": False,
            "column_encoding": encodings(schema, delta),
            "data_page_version": "2.0",
            "row_group_size": GROUP,
            "compression": "zstd",
        },
        "lengths": {
            "use_dictionary": False,
            "column_encoding": encodings(schema, lengths),
            "store_decimal_as_integer": True,
            "row_group_size": 70,
            "compression": "zstd",
        },
        "bloom": {
            "use_dictionary": False,
            "bloom_filter_options": {name: {"ndv": 50, "fpp": 0.05} for name in filtered},
            "row_group_size": 70,
            "compression": "zstd",
        },
    }


def main():
    DATA.mkdir(exist_ok=True)
    rows = table()
    for name, options in variants(rows.schema).items():
        file = DATA / f"{name}.parquet"
        pq.write_table(rows, file, store_schema=False, **options)
        assert file.stat().st_size < 120_000, f"{file} is too big to commit"


main()

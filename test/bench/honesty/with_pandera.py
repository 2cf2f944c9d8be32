"""Each case in pandera over a pandas frame, as its documentation writes it: a schema, and `schema.validate(frame)`.

pandas reads into its nullable types, for a column of the contract may be NULL and stay one of integers.
"""

import sqlite3
from functools import partial

import pandas as pd
import pandera.pandas as pa
import pandera_schema
from corpus import main

nullable = {"dtype_backend": "numpy_nullable"}


def texts(case):
    return dict.fromkeys(case.texts(), "string")


readers = {
    "parquet": lambda case: pd.read_parquet(case.path, **nullable),
    "csv": lambda case: pd.read_csv(case.path, dtype=texts(case), **nullable),
    "json": lambda case: pd.read_json(case.path, dtype=texts(case), **nullable),
    "sqlite": lambda case: pd.read_sql_query(
        f"select * from {case.sqlite_table}", sqlite3.connect(case.path), **nullable
    ),
    "rows": lambda case: pd.DataFrame(case.rows()).convert_dtypes(),
}


def coerces(case, kind):
    """pandas has no type of days, and points in time of a unit that each source has its own of.

    To what finds out a type by looking, numbers that are all whole are integers; and SQLite keeps no booleans.
    """
    if kind in ("date", "timestamp"):
        return True
    return kind == "number" and case.source != "parquet" or kind == "boolean" and case.source == "sqlite"


frames = pandera_schema.Frames(
    pa=pa,
    types={
        "integer": "Int64",
        "bigint": "Int64",
        "number": "Float64",
        "text": "string",
        "boolean": "boolean",
        "date": "datetime64[ns]",
        "timestamp": "datetime64[ns]",
    },
    read=lambda case: readers[case.source](case),
    coerces=coerces,
    bound=lambda case, value: case.bound(value),
    column=lambda given: given,
    present=lambda values: values.dropna(),
    height=len,
    statistics={
        "min": lambda values: values.min(),
        "max": lambda values: values.max(),
        "mean": lambda values: values.mean(),
        "sum": lambda values: values.sum(),
        "stddev": lambda values: values.std(),
        "median": lambda values: values.median(),
        "distinct": lambda values: values.nunique(),
    },
    quantile=lambda values, share: values.quantile(share),
    has_groups=True,
)

if __name__ == "__main__":
    main(partial(pandera_schema.judge, frames), partial(pandera_schema.validate, frames))

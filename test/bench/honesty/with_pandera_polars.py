"""Each case in pandera over a polars frame, as its documentation writes it: a schema, and `schema.validate(frame)`."""

import sqlite3
from functools import partial

import pandera.polars as pa
import pandera_schema
import polars as pl
from corpus import main


types = {
    "integer": pl.Int64,
    "bigint": pl.Int64,
    "number": pl.Float64,
    "text": pl.String,
    "boolean": pl.Boolean,
    "date": pl.Date,
    "timestamp": pl.Datetime("us"),
}


def told(case):
    """What the reader of CSV is told: which columns are text, and which are points in time."""
    return {name: types[case.columns[name]] for name in [*case.texts(), *case.times()]}


def parsed(case, frame):
    """The frame with its points in time as such; `schema_overrides` would make NULL of what is none in JSON."""
    found = {name: types[case.columns[name]] for name in case.times() if frame.schema.get(name) == pl.String}
    return frame.with_columns(
        pl.col(name).str.to_datetime(time_unit="us").cast(kind) for name, kind in found.items()
    )


readers = {
    "parquet": lambda case: pl.read_parquet(case.path),
    "csv": lambda case: pl.read_csv(case.path, schema_overrides=told(case)),
    "json": lambda case: parsed(case, pl.read_json(case.path)),
    "sqlite": lambda case: parsed(
        case, pl.read_database(f"select * from {case.sqlite_table}", sqlite3.connect(case.path))
    ),
    "rows": lambda case: pl.DataFrame(case.rows()),
}


def coerces(case, kind):
    """To what finds out a type by looking, numbers that are all whole are integers; and SQLite keeps no booleans."""
    return kind == "number" and case.source != "parquet" or kind == "boolean" and case.source == "sqlite"


def bound(case, value):
    """A day is compared with days."""
    found = case.bound(value)
    return found.date() if case.table["declared"][case.check["column"]] == "date" else found


def as_times(column):
    """Of days their midnights, so that they compare with points in time."""
    return column.cast(pl.Datetime("us")) if column.dtype == pl.Date else column


frames = pandera_schema.Frames(
    pa=pa,
    types=types,
    read=lambda case: readers[case.source](case),
    coerces=coerces,
    bound=bound,
    column=lambda given: as_times(given.lazyframe.select(given.key).collect().to_series()),
    present=lambda values: values.drop_nulls(),
    height=lambda given: given.lazyframe.select(pl.len()).collect().item(),
    statistics={
        "min": lambda values: values.min(),
        "max": lambda values: values.max(),
        "mean": lambda values: values.mean(),
        "sum": lambda values: values.sum(),
        "stddev": lambda values: values.std(),
        "median": lambda values: values.median(),
        "distinct": lambda values: values.n_unique(),
    },
    quantile=lambda values, share: values.quantile(share, "linear"),
    has_groups=False,
)

if __name__ == "__main__":
    main(partial(pandera_schema.judge, frames), partial(pandera_schema.validate, frames))

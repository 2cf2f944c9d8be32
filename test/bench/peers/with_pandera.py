"""The contract in pandera over polars: a lazy frame, which is faster here and smaller than an eager one."""

import time
from datetime import datetime

import pandera.polars as pa
import polars as pl
from common import report, terms
from pandera.config import ValidationDepth, config_context

contract = terms()
types = {
    "BIGINT": pl.Int64,
    "INTEGER": pl.Int32,
    "TIMESTAMP": pl.Datetime("us"),
    "DATE": pl.Date,
    "DOUBLE": pl.Float64,
    "VARCHAR": pl.String,
    "BOOLEAN": pl.Boolean,
}


def measured(expression, low, high, name):
    """A check of one number over the whole frame."""

    def holds(data):
        value = data.lazyframe.select(expression).collect().item()
        return value is not None and low <= value <= high

    return pa.Check(holds, name=name)


def mostly(pattern):
    """A pattern that a small share of the values may miss."""

    def holds(data):
        column = pl.col(data.key)
        matching = data.lazyframe.select(column.str.contains(pattern).mean()).collect().item()
        return matching is not None and 1 - matching <= contract["patternTolerance"]

    return pa.Check(holds, name="pattern")


def checks(column):
    if column in contract["accepted"]:
        yield pa.Check.isin(contract["accepted"][column])
    if column in contract["patterns"]:
        yield mostly(contract["patterns"][column])
    if column in contract["ranges"]:
        yield pa.Check.in_range(*contract["ranges"][column])


def column_schema(column, kind):
    return pa.Column(
        types[kind],
        list(checks(column)),
        nullable=column not in contract["notNull"],
        unique=column == contract["unique"],
    )


amount = pl.col("amount")
expected = pl.col("quantity") * pl.col("unit_price") * (1 - pl.col("discount").fill_null(0))
within = (amount - expected).abs() < contract["totalTolerance"]
age = (datetime.fromisoformat(contract["now"]).replace(tzinfo=None) - pl.col("created").max()).dt.total_hours(
    fractional=True
)
schema = pa.DataFrameSchema(
    {column: column_schema(column, kind) for column, kind in contract["columns"].items()},
    checks=[
        measured(pl.len(), contract["rows"], contract["rows"], "rows"),
        *(
            measured(pl.col(column).is_null().mean(), 0, share, f"{column} nulls")
            for column, share in contract["nullShares"].items()
        ),
        measured(amount.mean(), *contract["mean"], "amount mean"),
        measured(amount.std(), *contract["stddev"], "amount stddev"),
        measured(amount.quantile(0.95, "linear"), *contract["p95"], "amount p95"),
        measured(pl.col("customer").n_unique(), contract["customers"], float("inf"), "customers"),
        measured(age, 0, contract["ageHours"], "freshness"),
        pa.Check(lambda data: data.lazyframe.select(within), name="total"),
    ],
    strict=True,
)


def frame():
    """The rows of the files. Text is read once: each check would parse a lazy scan of it again."""
    files = contract["files"]
    kinds = {column: types[kind] for column, kind in contract["columns"].items()}
    match contract.get("format", "parquet"):
        case "parquet":
            return pl.scan_parquet(files)
        case "csv":
            return pl.concat([pl.read_csv(file, schema=kinds) for file in files]).lazy()
        case "ndjson":
            return pl.scan_ndjson(files, schema=kinds).collect().lazy()
        case "json":
            return pl.concat([pl.read_json(file, schema=kinds) for file in files]).lazy()


start = time.perf_counter()
red = []
try:
    # Left to itself, pandera judges the types of a lazy frame and none of its values.
    with config_context(validation_depth=ValidationDepth.SCHEMA_AND_DATA):
        schema.validate(frame(), lazy=True)
except pa.errors.SchemaErrors as errors:
    red = [f"{error.reason_code} {error.check}" for error in errors.schema_errors]
report(time.perf_counter() - start, red)

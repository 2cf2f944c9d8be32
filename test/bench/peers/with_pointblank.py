"""The contract in Pointblank over a polars frame, without the extracts and copies that only its report needs."""

import time

import pointblank as pb
import polars as pl
from common import report, terms

contract = terms()
types = {
    "BIGINT": "Int64",
    "INTEGER": "Int32",
    "TIMESTAMP": "Datetime(time_unit='us', time_zone=None)",
    "DATE": "Date",
    "DOUBLE": "Float64",
    "VARCHAR": "String",
    "BOOLEAN": "Boolean",
}
amount = pl.col("amount")
expected = pl.col("quantity") * pl.col("unit_price") * (1 - pl.col("discount").fill_null(0))
total = ((amount - expected).abs() < contract["totalTolerance"]).fill_null(True)


def scalar(expression):
    return lambda data: bool(data.select(expression).item())


def plan(data):
    # A step is red from the first failing row on, unless it says another share.
    steps = pb.Validate(data=data, thresholds=pb.Thresholds(error=1))
    schema = pb.Schema(columns=[(name, types[kind]) for name, kind in contract["columns"].items()])
    steps = steps.col_schema_match(schema=schema).row_count_match(count=contract["rows"])
    steps = steps.col_vals_not_null(columns=contract["notNull"])
    for column, share in contract["nullShares"].items():
        steps = steps.col_vals_not_null(columns=column, thresholds=pb.Thresholds(error=share))
    steps = steps.rows_distinct(columns_subset=contract["unique"])
    for column, values in contract["accepted"].items():
        steps = steps.col_vals_in_set(columns=column, set=values)
    for column, pattern in contract["patterns"].items():
        mostly = pb.Thresholds(error=contract["patternTolerance"])
        steps = steps.col_vals_regex(columns=column, pattern=pattern, na_pass=True, thresholds=mostly)
    for column, (low, high) in contract["ranges"].items():
        steps = steps.col_vals_between(columns=column, left=low, right=high, na_pass=True)
    mean, stddev, p95 = contract["mean"], contract["stddev"], contract["p95"]
    steps = steps.col_avg_ge(columns="amount", value=mean[0]).col_avg_le(columns="amount", value=mean[1])
    steps = steps.col_sd_ge(columns="amount", value=stddev[0]).col_sd_le(columns="amount", value=stddev[1])
    steps = steps.specially(expr=scalar(amount.quantile(0.95, "linear").is_between(*p95)))
    steps = steps.specially(expr=scalar(pl.col("customer").n_unique() >= contract["customers"]))
    age = f"{contract['ageHours']}h"
    steps = steps.data_freshness(column="created", max_age=age, reference_time=contract["now"][:-1])
    return steps.col_vals_expr(expr=total)


start = time.perf_counter()
done = plan(pl.read_parquet(contract["files"])).interrogate(collect_extracts=False, collect_tbl_checked=False)
seconds = time.perf_counter() - start
red = [
    f"{step.assertion_type} of {step.column}"
    for step in done.validation_info
    if step.error is not False or step.eval_error
]
report(seconds, red)

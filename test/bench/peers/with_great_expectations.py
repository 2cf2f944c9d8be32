"""The contract in Great Expectations over a pandas frame, which is its documented local way to read Parquet."""

import os
import time
from datetime import datetime, timedelta

# Before Great Expectations is imported, which reads it then.
os.environ["GX_ANALYTICS_ENABLED"] = "false"

import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd
from common import report, terms

contract = terms()
types = {
    "BIGINT": "int64",
    "INTEGER": "int32",
    "TIMESTAMP": "datetime64[us]",
    "DATE": "date",
    "DOUBLE": "float64",
    "VARCHAR": "str",
    "BOOLEAN": "bool",
}
now = datetime.fromisoformat(contract["now"]).replace(tzinfo=None)
oldest = now - timedelta(hours=contract["ageHours"])
off = "amount - quantity * unit_price * (1 - discount.fillna(0))"


def between(bounds):
    return {"min_value": bounds[0], "max_value": bounds[1]}


expectations = [
    gxe.ExpectTableRowCountToEqual(value=contract["rows"]),
    *(gxe.ExpectColumnValuesToBeOfType(column=name, type_=types[kind]) for name, kind in contract["columns"].items()),
    *(gxe.ExpectColumnValuesToNotBeNull(column=name) for name in contract["notNull"]),
    *(
        gxe.ExpectColumnValuesToNotBeNull(column=name, mostly=1 - share)
        for name, share in contract["nullShares"].items()
    ),
    gxe.ExpectColumnValuesToBeUnique(column=contract["unique"]),
    *(
        gxe.ExpectColumnValuesToBeInSet(column=name, value_set=values)
        for name, values in contract["accepted"].items()
    ),
    *(
        gxe.ExpectColumnValuesToMatchRegex(column=name, regex=pattern, mostly=1 - contract["patternTolerance"])
        for name, pattern in contract["patterns"].items()
    ),
    *(gxe.ExpectColumnValuesToBeBetween(column=name, **between(bounds)) for name, bounds in contract["ranges"].items()),
    gxe.ExpectColumnMeanToBeBetween(column="amount", **between(contract["mean"])),
    gxe.ExpectColumnStdevToBeBetween(column="amount", **between(contract["stddev"])),
    gxe.ExpectColumnQuantileValuesToBeBetween(
        column="amount", quantile_ranges={"quantiles": [0.95], "value_ranges": [contract["p95"]]}
    ),
    gxe.ExpectColumnUniqueValueCountToBeBetween(column="customer", min_value=int(contract["customers"])),
    gxe.ExpectColumnMaxToBeBetween(column="created", min_value=oldest, max_value=now),
    # No amount is there where it is off by more: a condition of pandas is all that it has over four columns.
    gxe.ExpectColumnValuesToBeNull(
        column="amount",
        row_condition=f"abs({off}) >= {contract['totalTolerance']}",
        condition_parser="pandas",
    ),
]

context = gx.get_context(mode="ephemeral")
context.variables.progress_bars = {"globally": False}
start = time.perf_counter()
frame = pd.read_parquet(contract["files"][0] if len(contract["files"]) == 1 else contract["files"])
asset = context.data_sources.add_pandas("bench").add_dataframe_asset("orders")
batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
outcome = batch.validate(gx.ExpectationSuite("orders", expectations=expectations), result_format="BOOLEAN_ONLY")
seconds = time.perf_counter() - start
red = [
    f"{one.expectation_config.type} of {one.expectation_config.kwargs.get('column')} {one.exception_info}"
    for one in outcome.results
    if not one.success
]
if len(outcome.results) != len(expectations):
    red.append(f"{len(outcome.results)} results")
report(seconds, red)

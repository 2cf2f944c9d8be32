"""The contract in Soda's data contract language over DuckDB: a view of the files on a connection of our own.

Given the path of a Parquet file as its database, Soda copies the file into a table first, which takes longer.
"""

import logging
import os
import sys
import time

# Before Soda is imported, which reads it then.
os.environ["SODA_CORE_TELEMETRY_ENABLED"] = "false"

import duckdb
from common import report, sql_list, terms, total_sql
from ruamel.yaml import YAML
from soda_core.contracts import verify_contract_locally
from soda_duckdb.common.data_sources.duckdb_data_source import DuckDBDataSourceImpl

contract = terms()
logging.disable(logging.WARNING)


def between(bounds):
    low, high = bounds
    return {"must_be_between": {"greater_than_or_equal": low, "less_than_or_equal": high}}


def at_most(share):
    return {"metric": "percent", "must_be_less_than_or_equal": share * 100}


def checks(column):
    if column in contract["notNull"]:
        yield {"missing": None}
    if column in contract["nullShares"]:
        yield {"missing": {"threshold": at_most(contract["nullShares"][column])}}
    if column == contract["unique"]:
        yield {"duplicate": None}
    if column in contract["accepted"]:
        yield {"invalid": {"valid_values": contract["accepted"][column]}}
    if column in contract["patterns"]:
        form = {"name": f"{column} pattern", "regex": contract["patterns"][column]}
        yield {"invalid": {"valid_format": form, "threshold": at_most(contract["patternTolerance"])}}
    if column in contract["ranges"]:
        low, high = contract["ranges"][column]
        yield {"invalid": {"valid_min": low, "valid_max": high}}
    if column == "amount":
        yield {"aggregate": {"function": "avg", "threshold": between(contract["mean"])}}


def column_of(name, kind):
    found = list(checks(name))
    return {"name": name, "data_type": kind, **({"checks": found} if found else {})}


def metric(name, expression, threshold):
    return {"metric": {"qualifier": name, "expression": expression, "threshold": threshold}}


def document():
    customers = {"must_be_greater_than_or_equal": contract["customers"]}
    age = {"unit": "hour", "must_be_less_than_or_equal": contract["ageHours"]}
    return {
        "dataset": "bench/main/orders",
        "columns": [column_of(name, kind) for name, kind in contract["columns"].items()],
        "checks": [
            {"schema": None},
            {"row_count": {"threshold": {"must_be": contract["rows"]}}},
            metric("stddev", "stddev_samp(amount)", between(contract["stddev"])),
            metric("p95", "quantile_cont(amount, 0.95)", between(contract["p95"])),
            metric("customers", "count(distinct customer)", customers),
            {"freshness": {"column": "created", "threshold": age}},
            {"failed_rows": {"qualifier": "total", "expression": f"not ({total_sql(contract['totalTolerance'])})"}},
        ],
    }


path = f"{sys.argv[1]}.soda.yml"
with open(path, "w") as file:
    YAML().dump(document(), file)

start = time.perf_counter()
connection = duckdb.connect()
connection.execute(f"create view orders as from read_parquet({sql_list(contract['files'])})")
outcome = verify_contract_locally(
    data_sources=[DuckDBDataSourceImpl.from_existing_cursor(connection, name="bench")],
    contract_file_path=path,
    data_timestamp=contract["now"],
)
seconds = time.perf_counter() - start
results = [each for one in outcome.contract_verification_results for each in one.check_results]
red = [each.check.name for each in results if not each.is_passed]
if outcome.has_errors or len(results) != 24:
    red.append(f"{len(results)} checks, and {outcome.get_errors_str()}")
report(seconds, red)

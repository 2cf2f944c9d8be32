"""The contract in the Open Data Contract Standard, tested by datacontract-cli on a DuckDB database: a view of the files.

Given the Parquet files themselves, it copies them into a table first, which takes a third longer, three times the memory
and leaves it unable to check their types. Its service level of freshness knows no clock but the machine's, so that is a
rule in SQL.
"""

import logging
import sys
import time
from pathlib import Path

import duckdb
import yaml
from common import report, sql_list, terms, total_sql
from datacontract.data_contract import DataContract

contract = terms()
logging.disable(logging.WARNING)
logical = {
    "BIGINT": "integer",
    "INTEGER": "integer",
    "TIMESTAMP": "timestamp",
    "DATE": "date",
    "DOUBLE": "number",
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
}


def library(metric, **rule):
    return {"type": "library", "metric": metric, **rule}


def sql(expression, **bound):
    return {"type": "sql", "query": f"select {expression} from {{model}}", **bound}


def at_most(share):
    return {"unit": "percent", "mustBeLessOrEqualTo": share * 100}


def rules(column):
    if column in contract["nullShares"]:
        yield library("nullValues", **at_most(contract["nullShares"][column]))
    if column in contract["accepted"]:
        yield library("invalidValues", mustBe=0, arguments={"validValues": contract["accepted"][column]})
    if column in contract["patterns"]:
        arguments = {"pattern": contract["patterns"][column]}
        yield library("invalidValues", arguments=arguments, **at_most(contract["patternTolerance"]))


def column_of(name, kind):
    found = {"name": name, "logicalType": logical[kind], "physicalType": kind}
    if name in contract["notNull"]:
        found["required"] = True
    if name == contract["unique"]:
        found["unique"] = True
    if name in contract["ranges"]:
        low, high = contract["ranges"][name]
        found["logicalTypeOptions"] = {"minimum": low, "maximum": high}
    if quality := list(rules(name)):
        found["quality"] = quality
    return found


def document(database):
    age = f"epoch(timestamp '{contract['now'][:-1]}' - max(created)) / 3600"
    violations = f"count(*) filter (where not ({total_sql(contract['totalTolerance'])}))"
    return {
        "apiVersion": "v3.1.0",
        "kind": "DataContract",
        "id": "orders",
        "version": "1.0.0",
        "status": "active",
        "servers": [{"server": "bench", "type": "duckdb", "database": database, "schema": "main"}],
        "schema": [
            {
                "name": "orders",
                "properties": [column_of(name, kind) for name, kind in contract["columns"].items()],
                "quality": [
                    library("rowCount", mustBe=contract["rows"]),
                    sql("avg(amount)", mustBeBetween=contract["mean"]),
                    sql("stddev_samp(amount)", mustBeBetween=contract["stddev"]),
                    sql("quantile_cont(amount, 0.95)", mustBeBetween=contract["p95"]),
                    sql("count(distinct customer)", mustBeGreaterOrEqualTo=contract["customers"]),
                    sql(age, mustBeBetween=[0, contract["ageHours"]]),
                    sql(violations, mustBe=0),
                ],
            }
        ],
    }


start = time.perf_counter()
database = Path(f"{sys.argv[1]}.duckdb")
database.unlink(missing_ok=True)
with duckdb.connect(database) as connection:
    connection.execute(f"create view orders as from read_parquet({sql_list(contract['files'])})")
run = DataContract(data_contract_str=yaml.safe_dump(document(str(database))), server="bench").test()
seconds = time.perf_counter() - start
red = [f"{check.name}: {check.reason}" for check in run.checks if check.result.value != "passed"]
# 16 columns are there and of their type, and 23 expectations hold, of which each of three ranges has two ends.
if len(run.checks) != 2 * 16 + 23 + 3:
    red.append(f"{len(run.checks)} checks")
report(seconds, red)

"""Each case in Soda's data contract language, over a file as a DuckDB data source, as its documentation connects one.

Rows in memory are a table on a DuckDB connection of our own; Soda has no reader for SQLite.
"""

import os
import shutil
import sys
from pathlib import Path

# Before Soda is imported, which reads it then.
os.environ["SODA_CORE_TELEMETRY_ENABLED"] = "false"

import duckdb
from corpus import Broken, CannotSay, all_hold, formats, held_to_nothing, judged_by, main, sentinels
from ruamel.yaml import YAML
from soda_core.cli.handlers.contract import interpret_contract_verification_result
from soda_core.contracts import verify_contract_locally
from soda_core.contracts.api import test_contract
from soda_duckdb.common.data_sources.duckdb_data_source import DuckDBDataSourceImpl

types = {
    "integer": "bigint",
    "bigint": "bigint",
    "number": "double",
    "text": "varchar",
    "boolean": "boolean",
    "date": "date",
    "timestamp": "timestamp",
}

expressions = {"stddev": "stddev_samp({})", "median": "median({})", "distinct": "count(distinct {})"}
aggregates = {"min": "min", "max": "max", "mean": "avg", "sum": "sum"}


def at_most(case):
    share = case.share()
    if share is None:
        return {"metric": "count", "must_be_less_than_or_equal": case.check["limit"]}
    return {"metric": "percent", "must_be_less_than_or_equal": share * 100}


def between(check):
    if check["min"] == check["max"]:
        return {"must_not_be" if check.get("not") else "must_be": check["min"]}
    if check.get("not"):
        return {"must_be_not_between": {"less_than": check["min"], "greater_than": check["max"]}}
    return {"must_be_between": {"greater_than_or_equal": check["min"], "less_than_or_equal": check["max"]}}


def statistic(check):
    column = quoted(check["column"])
    if check["statistic"] in aggregates:
        return {"aggregate": {"function": aggregates[check["statistic"]], "threshold": between(check)}}
    if check["statistic"] == "quantile":
        return {"metric": {"expression": f"quantile_cont({column}, {check['p']})", "threshold": between(check)}}
    expression = expressions[check["statistic"]].format(column)
    return {"metric": {"expression": expression, "threshold": between(check)}}


def rule(case):
    """The check under its column."""
    check = case.check
    match case.kind:
        case "not null":
            return {"missing": None}
        case "nulls at most":
            return {"missing": {"threshold": at_most(case)}}
        case "missing at most":
            return {"missing": {"missing_values": sentinels, "threshold": at_most(case)}}
        case "unique":
            return {"duplicate": None}
        case "duplicates at most":
            return {"duplicate": {"threshold": at_most(case)}}
        case "accepted values":
            return {"invalid": {"valid_values": check["values"]}}
        case "refused values":
            return {"invalid": {"invalid_values": check["values"]}}
        case "matches pattern":
            return {"invalid": {"valid_format": {"name": "pattern", "regex": check["pattern"]}}}
        case "matches no pattern":
            return {"invalid": {"invalid_format": {"name": "pattern", "regex": check["pattern"]}}}
        case "format":
            return {"invalid": {"valid_format": {"name": check["format"], "regex": formats[check["format"]]}}}
        case "length between":
            return {"invalid": {"valid_min_length": check["min"], "valid_max_length": check["max"]}}
        case "values between" if isinstance(check["min"], str):
            # The bounds of valid values are numbers; of dates they are a condition.
            bounds = f"{case.literal(check['min'])} and {case.literal(check['max'])}"
            return rows_of_sql(case, f'"{check["column"]}" between {bounds}')
        case "values between":
            return {"invalid": {"valid_min": check["min"], "valid_max": check["max"]}}
        case "statistic":
            return statistic(check)
        case "distinct share at least":
            expression = f'count(distinct "{check["column"]}") / count("{check["column"]}")'
            return {"metric": {"expression": expression, "threshold": {"must_be_greater_than_or_equal": case.share()}}}
    raise CannotSay(f"no check for {case.kind}")


def dataset_checks(case):
    """The checks that stand above the columns."""
    check = case.check
    match case.kind:
        case "row count":
            least, most = check.get("min"), check.get("max")
            at_least = {"must_be_greater_than_or_equal": least}
            bounds = between({"min": least, "max": most}) if most is not None else at_least
            return [{"row_count": {"threshold": bounds}}]
        case "key":
            return [{"duplicate": {"columns": check["columns"]}}]
        case "freshness":
            # An age below zero is one of a date to come.
            bounds = {"greater_than_or_equal": 0, "less_than_or_equal": check["hours"]}
            threshold = {"unit": "hour", "must_be_between": bounds}
            return [{"freshness": {"column": check["column"], "threshold": threshold}}]
        case "newest at least":
            expression = f'count(*) filter (where "{check["column"]}" >= {case.literal(check["limit"])})'
            return [{"metric": {"expression": expression, "threshold": {"must_be_greater_than_or_equal": 1}}}]
        case "satisfies sql":
            return [rows_of_sql(case, check["predicate"])]
    return []


def rows_of_sql(case, predicate):
    """A condition of our own on rows, which is red on nothing. The filter of a metric leaves its expression alone."""
    return {"metric": {"expression": all_hold(predicate, case.check.get("where")), "threshold": {"must_be": 1}}}


def with_options(case, told):
    """What any check can have: a condition on rows, and the level of its threshold."""
    [(kind, body)] = told.items()
    options = {}
    if "where" in case.check:
        options["filter"] = case.check["where"]
    if case.check.get("warning"):
        options["threshold"] = {**((body or {}).get("threshold") or {}), "level": "warn"}
    return {kind: {**(body or {}), **options}} if options else told


def contract(case):
    """The contract: the columns that the check is about, and the check."""
    if "per" in case.check:
        raise CannotSay("no check is made for each value of another column")
    if case.kind == "rule in code":
        raise CannotSay("a rule is SQL")
    dataset = {"dataset": f"data/main/{table_of(case)}"}
    if case.situation == "no check declared":
        return {**dataset, "columns": []}
    columns = {name: column_of(case, name) for name in case.columns}
    checks = dataset_checks(case)
    if case.kind == "key":
        for name in case.check["columns"]:
            columns[name]["checks"] = [with_options(case, {"missing": None})]
    elif not checks and case.kind != "schema":
        columns[case.check["column"]]["checks"] = [with_options(case, rule(case))]
    found = {**dataset, "columns": list(columns.values())}
    checks = [with_options(case, one) for one in checks]
    if case.by_schema:
        checks.append({"schema": {"allow_extra_columns": True, "allow_other_column_order": True}})
    return {**found, "checks": checks} if checks else found


def column_of(case, name):
    """A column and its type, which is a matter of the schema check alone.

    In a file of text DuckDB takes a number that is whole for an integer, and in JSON a timestamp with milliseconds for
    text: what it will be depends on the values, so that a contract says it only where the types are all that is asked.
    """
    kind = case.table["declared"][name]
    is_sniffed = case.source in ("csv", "json") and kind in ("number", "timestamp") and case.kind != "schema"
    return {"name": name} if is_sniffed else {"name": name, "data_type": types[kind]}


def table_of(case):
    """Soda calls the table as the file is called; in one process no two may be called alike."""
    return f"data_{case.number}"


def write(case):
    path = case.folder / "contract.yml"
    with open(path, "w") as file:
        YAML().dump(contract(case), file)
    return path


def source(case):
    """The data source: a configuration file, or a connection that holds the rows."""
    if case.source == "sqlite":
        raise CannotSay("no reader for SQLite")
    if case.source == "rows":
        return {"data_sources": [DuckDBDataSourceImpl.from_existing_cursor(rows(case), name="data")]}
    path = case.folder / "data_source.yml"
    with open(path, "w") as file:
        YAML().dump({"type": "duckdb", "name": "data", "connection": {"database": str(data_of(case))}}, file)
    return {"data_source_file_path": str(path)}


def data_of(case):
    if not Path(case.path).exists():
        return case.path
    return shutil.copy(case.path, case.folder / f"{table_of(case)}{case.path.suffix}")


def rows(case):
    columns = case.table["columns"]
    if any(column["type"] == "mixed" for column in columns.values()):
        raise CannotSay("a table holds values of one type in a column")
    connection = duckdb.connect()
    shape = ", ".join(f"{quoted(name)} {types[column['type']]}" for name, column in columns.items())
    connection.execute(f"create table {table_of(case)} ({shape})")
    held = list(zip(*case.rows().values(), strict=True))
    if held:
        marks = ", ".join("?" for _ in columns)
        connection.executemany(f"insert into {table_of(case)} values ({marks})", held)
    return connection


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def judge(case):
    if case.run["kind"] == "sampled":
        raise CannotSay("a contract is verified over all rows, unless Soda Cloud sets a sample")
    path = write(case)
    found = source(case)
    if case.situation != "no check declared" and (refused := test_contract(str(path))).has_errors:
        raise Broken(refused.get_errors_str())
    if case.run["kind"] == "process":
        return as_command(case, path, found)
    result = verify_contract_locally(contract_file_path=str(path), **found)
    checks = [one for each in result.contract_verification_results for one in each.check_results]
    told = "; ".join(f"{one.check.name}: {one.outcome.value}, {one.threshold_value}" for one in checks)
    code = interpret_contract_verification_result(result)
    if code == 0:
        return ("warned" if any(map(says_nothing_was_judged, checks)) else "green"), told or "no check"
    errors = brief_errors(result)
    return ("warned" if code == 2 else "red"), f"{code.name}: {told}{'; ' + errors if errors else ''}"


def says_nothing_was_judged(one):
    """By the mark beside a check, or by the figures that are printed there."""
    figures = one.diagnostic_metric_values or {}
    return one.is_not_evaluated or held_to_nothing(figures.get("check_rows_tested"), figures.get("missing_count"))


def brief_errors(result):
    return result.get_errors_str().strip().split("\n")[0] if result.has_errors else ""


# The exit code of a warning; the mark beside what was not evaluated, or excluded; and figures of what passed.
told_by_command = [2, "❓", "check_rows_tested: 0 ", "| Checks         | 0 |"]


def as_command(case, path, found):
    """`soda contract verify`, whose exit code is 2 where something is a warning."""
    if "data_source_file_path" not in found:
        raise CannotSay("the command reads a data source, not what is in memory")
    command = [sys.executable, Path(sys.executable).parent / "soda", "contract", "verify"]
    data_source = ["-ds", found["data_source_file_path"]]
    match case.situation:
        case "no contract file":
            return judged_by([*command, *data_source, "-c", "no-such-contract.yml"], case, told_by_command)
        case "filter selects nothing":
            selected = ["--check-filter", "name=no such check"]
            return judged_by([*command, *data_source, "-c", path, *selected], case, told_by_command)
        case "as it is" | "no check declared" | "dataset missing" | "glob without match":
            return judged_by([*command, *data_source, "-c", path], case, told_by_command)
        case "contract broken":
            path.write_text("columns: [")
            return judged_by([*command, *data_source, "-c", path], case, told_by_command)
    raise CannotSay("the command has nothing like it")


if __name__ == "__main__":
    main(judge)

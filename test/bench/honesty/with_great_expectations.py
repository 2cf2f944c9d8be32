"""Each case in Great Expectations as its documentation writes it: a suite of expectations that a batch is held to.

Files are read by its pandas file system into pandas' nullable types, for a column of the contract may be NULL and stay
one of integers; SQLite by its own data source, rows in memory as a data frame of such types. What is a
matter of the exit code goes through a checkpoint. Not all does: with these versions one that holds a quantile ends in
an error when its result is stored, which says nothing of how it was judged.
"""

import logging
import os
import sys

# Before Great Expectations is imported, which reads it then.
os.environ["GX_ANALYTICS_ENABLED"] = "false"

import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd
from conditions import parts
from corpus import CannotSay, formats, held_to_nothing, judged_by, main
from great_expectations.expectations.row_conditions import Column

logging.disable(logging.WARNING)

# What pandas calls the types of the contract.
pandas_types = {
    "integer": "int64",
    "bigint": "int64",
    "text": "str",
    "boolean": "bool",
    "date": "datetime64[ns]",
    "timestamp": "datetime64[ns]",
}
# Numbers that are all whole are integers to whatever finds out a type by looking.
pandas_numbers = ["Float64Dtype", "Int64Dtype"]
sqlite_types = {"integer": "INTEGER", "bigint": "INTEGER", "number": "REAL", "text": "TEXT", "boolean": "BOOLEAN"}


def statistic(check, **options):
    """Each statistic is an expectation of its own, with bounds that are inclusive."""
    if check.get("not"):
        raise CannotSay("a statistic lies between bounds, never outside of them")
    bounds = {"min_value": check["min"], "max_value": check["max"]}
    match check["statistic"]:
        case "min":
            return gxe.ExpectColumnMinToBeBetween(**bounds, **options)
        case "max":
            return gxe.ExpectColumnMaxToBeBetween(**bounds, **options)
        case "mean":
            return gxe.ExpectColumnMeanToBeBetween(**bounds, **options)
        case "sum":
            return gxe.ExpectColumnSumToBeBetween(**bounds, **options)
        case "stddev":
            return gxe.ExpectColumnStdevToBeBetween(**bounds, **options)
        case "median":
            return gxe.ExpectColumnMedianToBeBetween(**bounds, **options)
        case "distinct":
            return gxe.ExpectColumnUniqueValueCountToBeBetween(**bounds, **options)
    ranges = {"quantiles": [check["p"]], "value_ranges": [[check["min"], check["max"]]]}
    return gxe.ExpectColumnQuantileValuesToBeBetween(quantile_ranges=ranges, **options)


def mostly(case):
    """The share that must hold; a limit of so many rows is none."""
    if case.share() is not None:
        return 1 - case.share()
    if case.check["limit"] == 0:
        return 1
    raise CannotSay("a tolerance is a share of the rows, not a number of them")


def expectations(case):
    """The suite of the case."""
    check = case.check
    if case.situation == "no check declared":
        return []
    if "per" in check:
        raise CannotSay("no expectation is made for each value of another column")
    if case.by_schema:
        if case.source == "sqlite" and case.is_time(check.get("column")):
            raise CannotSay("it finds no name for what SQLAlchemy calls DATE")
        declared = [of_type(case, name) for name in case.columns]
        return declared if case.kind == "schema" else [*declared, *asked(case)]
    return asked(case)


def asked(case):
    """The check itself."""
    check = case.check
    options = {"severity": "warning"} if check.get("warning") else {}
    if "where" in check:
        options["row_condition"] = condition(check["where"])
    if case.kind == "row count":
        bounds = {"min_value": check.get("min"), "max_value": check.get("max")}
        return [gxe.ExpectTableRowCountToBeBetween(**bounds, **options)]
    if case.kind == "key":
        parts_of_key = [gxe.ExpectColumnValuesToNotBeNull(column=name, **options) for name in check["columns"]]
        return [gxe.ExpectCompoundColumnsToBeUnique(column_list=check["columns"], **options), *parts_of_key]
    if case.kind == "satisfies sql":
        return [rows_of_sql(case, options)]
    return [column_expectation(case, column=check["column"], **options)]


def rows_of_sql(case, options):
    if case.source != "sqlite":
        raise CannotSay("a rule in SQL needs a source that speaks it")
    if "row_condition" in options:
        raise CannotSay("a rule in SQL takes no condition on rows")
    # A condition of our own on rows, which is red on nothing.
    query = f"select 'broken' where coalesce((select min({case.check['predicate']}) from {{batch}}), 0) = 0"
    return gxe.UnexpectedRowsExpectation(unexpected_rows_query=query, **options)


def column_expectation(case, **options):
    check = case.check
    match case.kind:
        case "not null":
            return gxe.ExpectColumnValuesToNotBeNull(**options)
        case "nulls at most":
            return gxe.ExpectColumnValuesToNotBeNull(mostly=mostly(case), **options)
        case "unique":
            return gxe.ExpectColumnValuesToBeUnique(**options)
        case "accepted values":
            return gxe.ExpectColumnValuesToBeInSet(value_set=check["values"], **options)
        case "refused values":
            return gxe.ExpectColumnValuesToNotBeInSet(value_set=check["values"], **options)
        case "matches pattern":
            return gxe.ExpectColumnValuesToMatchRegex(regex=check["pattern"], **options)
        case "matches no pattern":
            return gxe.ExpectColumnValuesToNotMatchRegex(regex=check["pattern"], **options)
        case "format":
            return gxe.ExpectColumnValuesToMatchRegex(regex=formats[check["format"]], **options)
        case "length between":
            return gxe.ExpectColumnValueLengthsToBeBetween(min_value=check["min"], max_value=check["max"], **options)
        case "values between":
            bounds = {"min_value": bound(case, check["min"]), "max_value": bound(case, check["max"])}
            return gxe.ExpectColumnValuesToBeBetween(**bounds, **options)
        case "statistic":
            return statistic(check, **options)
        case "distinct share at least":
            return gxe.ExpectColumnProportionOfUniqueValuesToBeBetween(min_value=case.share(), **options)
        case "freshness":
            return gxe.ExpectColumnMaxToBeBetween(min_value=case.oldest(), max_value=case.now, **options)
        case "newest at least":
            return gxe.ExpectColumnMaxToBeBetween(min_value=bound(case, check["limit"]), **options)
    raise CannotSay(f"no expectation for {case.kind}")


def of_type(case, column):
    """What the contract says of a column: that it is there, and of its type."""
    kind = case.table["declared"][column]
    if case.source == "sqlite":
        if kind not in sqlite_types:
            return gxe.ExpectColumnToExist(column=column)
        return gxe.ExpectColumnValuesToBeOfType(column=column, type_=sqlite_types[kind])
    if kind == "number":
        return gxe.ExpectColumnValuesToBeInTypeList(column=column, type_list=pandas_numbers)
    # Of a date in Parquet or memory pandas makes an object of Python's, of one in a file of text a point in time.
    is_date = kind == "date" and case.source in ("parquet", "rows")
    return gxe.ExpectColumnValuesToBeOfType(column=column, type_="date" if is_date else pandas_types[kind])


def bound(case, value):
    """A bound as it is compared: a date with dates, a point in time with points in time."""
    found = case.bound(value)
    is_date = case.table["declared"][case.check["column"]] == "date" and case.source not in ("csv", "json")
    return found.date() if is_date else found


def condition(sql):
    """The rows that an expectation is about, as condition objects; `col("x") > 0` in words is deprecated."""
    found = None
    for column, operator, value in parts(sql):
        one = compared(Column(column), operator, value)
        found = one if found is None else found & one
    return found


def compared(column, operator, value):
    match operator:
        case "is null":
            return column.is_null()
        case "is not null":
            return column.is_not_null()
        case "=":
            return column == value
        case "!=":
            return column != value
        case "<":
            return column < value
        case "<=":
            return column <= value
        case ">":
            return column > value
    return column >= value


def batch_of(case, context):
    """The definition of a batch, and what it takes when it is run."""
    if case.source == "rows":
        asset = context.data_sources.add_pandas("data").add_dataframe_asset("data")
        return asset.add_batch_definition_whole_dataframe("all"), {"dataframe": pd.DataFrame(case.rows()).convert_dtypes()}
    if case.source == "sqlite":
        source = context.data_sources.add_sqlite("data", connection_string=f"sqlite:///{case.path}")
        table = source.add_table_asset("data", table_name=case.sqlite_table)
        return table.add_batch_definition_whole_table("all"), None
    source = context.data_sources.add_pandas_filesystem("data", base_directory=case.path.parent)
    asset = getattr(source, f"add_{case.source}_asset")("data", **reading(case))
    if case.situation == "glob without match":
        # A batch of several files is one for each month or the like, by a regular expression.
        return asset.add_batch_definition_monthly("all", regex=r"(?P<year>\d{4})-(?P<month>\d{2})\.\w+"), None
    return asset.add_batch_definition_path("all", path=case.path.name), None


def reading(case):
    """Nullable types; and what pandas can't know of a file of text: which columns are text, which points in time."""
    found = {"dtype_backend": "numpy_nullable"}
    if case.source == "parquet":
        return found
    if case.texts():
        found["dtype"] = dict.fromkeys(case.texts(), "string")
    if case.times():
        found["parse_dates" if case.source == "csv" else "convert_dates"] = case.times()
    return found


failed_as_warning = "success: false, of the severity warning"
# That, or a figure beside what passed.
told_by_script = [failed_as_warning, '"element_count": 0,', '"evaluated_expectations": 0,']


def suite_of(case):
    return gx.ExpectationSuite("suite", expectations=expectations(case))


def context_of(case):
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    return context


def judge(case):
    """A batch is held to the suite."""
    if case.run["kind"] == "process":
        return as_command(case)
    if case.run["kind"] == "sampled":
        raise CannotSay("a batch is looked at as a whole")
    suite = suite_of(case)
    batch, parameters = batch_of(case, context_of(case))
    result = batch.get_batch(parameters).validate(suite)
    if result.success:
        return told_of(result.results)
    first = next((one for one in result.results if not one.success), None)
    errors = list(exceptions(first))
    if str(result.get_max_severity_failure()).endswith("WARNING") and not errors:
        return "warned", failed_as_warning
    return "red", errors[0] if errors else f"success: false, {first.result if first else ''}"


def told_of(passed):
    """What is said of expectations that are all met: figures, beside some of them."""
    for figures in (each.result for each in passed):
        rows, missing = figures.get("element_count"), figures.get("missing_count")
        if held_to_nothing(rows, missing):
            return "warned", f"success: true, element_count: {rows}, missing_count: {missing}"
    return "green", "success: true"


def exceptions(result):
    """What an expectation could not judge: told at once, or for each of its metrics."""
    told = result.exception_info if result else {}
    if told.get("raised_exception"):
        yield told["exception_message"]
    for each in told.values():
        if isinstance(each, dict) and each.get("raised_exception"):
            yield each["exception_message"]


def validate(case):
    """The script of the documentation: a checkpoint, and its success as the exit code, unless what failed may."""
    suite = suite_of(case)
    context = context_of(case)
    batch, parameters = batch_of(case, context)
    definition = gx.ValidationDefinition(name="validation", data=batch, suite=context.suites.add(suite))
    context.validation_definitions.add(definition)
    checkpoint = context.checkpoints.add(gx.Checkpoint(name="checkpoint", validation_definitions=[definition]))
    result = checkpoint.run(batch_parameters=parameters)
    print(result)
    severities = [str(each.get_max_severity_failure()) for each in result.run_results.values() if not each.success]
    if severities and all(severity.endswith("WARNING") for severity in severities):
        print(failed_as_warning)
        return 0
    return 0 if result.success else 1


as_script = ("as it is", "no check declared", "dataset missing", "glob without match")


def as_command(case):
    """Since version 1 there is no command: the script that runs a checkpoint is one, and its exit code our own line."""
    if case.situation not in as_script:
        raise CannotSay("a library without a command: this is in the hands of what runs the script")
    expectations(case)
    return judged_by([sys.executable, __file__, sys.argv[1], case.number, "validate"], case, told_by_script)


if __name__ == "__main__":
    main(judge, validate)

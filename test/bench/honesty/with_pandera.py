"""Each case in pandera over a pandas frame, as its documentation writes it: a schema, and `schema.validate(frame)`."""

import os
import sqlite3
import sys
import warnings

import pandas as pd
import pandera.pandas as pa
from corpus import CannotSay, formats, judged_by, main, sentinels

readers = {
    "parquet": lambda case: pd.read_parquet(case.path),
    "csv": lambda case: pd.read_csv(case.path, dtype=case.texts()),
    "json": lambda case: pd.read_json(case.path, dtype=case.texts()),
    "sqlite": lambda case: pd.read_sql_query(f"select * from {case.sqlite_table}", sqlite3.connect(case.path)),
    "rows": lambda case: pd.DataFrame(case.rows()),
}

# pandas has no NULL among its own integers and booleans, so that they need its nullable types, and those a coercion.
types = {
    "integer": "Int64",
    "bigint": "Int64",
    "number": "float64",
    "text": str,
    "boolean": "boolean",
    "date": "datetime64[ns]",
    "timestamp": "datetime64[ns]",
}

statistics = {
    "min": lambda values: values.min(),
    "max": lambda values: values.max(),
    "mean": lambda values: values.mean(),
    "sum": lambda values: values.sum(),
    "stddev": lambda values: values.std(),
    "median": lambda values: values.median(),
    "distinct": lambda values: values.nunique(),
}


def within(check, value):
    if check.get("not"):
        return bool(value < check["min"] or value > check["max"])
    return bool(check["min"] <= value <= check["max"])


def statistic(check):
    if check["statistic"] == "quantile":
        return lambda values: within(check, values.quantile(check["p"]))
    return lambda values: within(check, statistics[check["statistic"]](values))


def at_most(case, wrong):
    """A limit on how many values are wrong, of all rows; of no rows there is no share, and here no count either."""
    share = case.share()
    if share is None:
        return lambda values: len(values) > 0 and wrong(values).sum() <= case.check["limit"]
    return lambda values: wrong(values).mean() <= share


def palindrome(text):
    return text == text[::-1]


def throws(text):
    raise RuntimeError("the rule itself is broken")


def no_values(values):
    return values.isna()


def no_values_in_words(values):
    return values.isna() | values.isin(sentinels)


def column_check(case, **options):
    """The check of one column, and whether NULL is let through to it."""
    check = case.check
    match case.kind:
        case "accepted values":
            return pa.Check.isin(check["values"], **options)
        case "refused values":
            return pa.Check.notin(check["values"], **options)
        case "matches pattern":
            return pa.Check.str_contains(check["pattern"], **options)
        case "matches no pattern":
            return pa.Check(lambda values: ~values.str.contains(check["pattern"], regex=True), **options)
        case "format":
            return pa.Check.str_matches(formats[check["format"]], **options)
        case "length between":
            return pa.Check.str_length(check["min"], check["max"], **options)
        case "values between":
            return pa.Check.in_range(case.bound(check["min"]), case.bound(check["max"]), **options)
        case "rule in code":
            rule = palindrome if check["rule"] == "palindrome" else throws
            return pa.Check(rule, element_wise=True, **options)
        case "statistic":
            return pa.Check(statistic(check), **options)
        case "nulls at most":
            return pa.Check(at_most(case, no_values), ignore_na=False, **options)
        case "missing at most":
            return pa.Check(at_most(case, no_values_in_words), ignore_na=False, **options)
        case "duplicates at most":
            return pa.Check(at_most(case, lambda values: values.duplicated()), **options)
        case "distinct share at least":
            return pa.Check(lambda values: values.nunique() / values.count() >= case.share(), **options)
        case "freshness":
            return pa.Check(lambda values: case.oldest() <= values.max() <= case.now, **options)
        case "newest at least":
            return pa.Check(lambda values: values.max() >= case.bound(check["limit"]), **options)
        case "not null":
            return pa.Check(lambda values: values.notna(), ignore_na=False, **options)
        case "unique":
            return pa.Check(lambda values: ~values.duplicated(keep=False), **options)
    raise CannotSay(f"no check of a column for {case.kind}")


def grouped(case, options):
    """The check for each group: pandera gives the function a dictionary of them."""
    check = case.check
    if case.kind == "statistic":
        holds = statistic(check)
    elif case.kind == "row count":
        least, most = check.get("min", 0), check.get("max", float("inf"))

        def holds(values):
            return least <= len(values) <= most
    else:
        raise CannotSay("a check of single values is not made for each group apart")

    def all_hold(groups):
        return len(groups) > 0 and all(holds(values) for values in groups.values())

    return pa.Check(all_hold, groupby=check["per"], **options)


def schema_of(case):
    """The contract: the columns that the check is about, and the check."""
    check = case.check
    if case.situation == "no check declared":
        return pa.DataFrameSchema({})
    if "where" in check:
        raise CannotSay("there is no condition on rows: the frame is filtered before pandera sees it")
    options = {"raise_warning": True} if check.get("warning") else {}
    columns = {name: column_of(case, name) for name in case.columns}
    if "per" in check:
        judged = check.get("column") or next(name for name in case.table["declared"] if name != check["per"])
        columns[judged] = column_of(case, judged, checks=grouped(case, options))
        return pa.DataFrameSchema(columns)
    match case.kind:
        case "schema":
            return pa.DataFrameSchema(columns)
        case "row count":
            least, most = check.get("min", 0), check.get("max", float("inf"))
            return pa.DataFrameSchema(columns, checks=pa.Check(lambda frame: least <= len(frame) <= most, **options))
        case "key":
            keys = {name: column_of(case, name, nullable=False) for name in check["columns"]}
            return pa.DataFrameSchema(keys, unique=check["columns"])
        case "satisfies sql":
            raise CannotSay("there is no SQL: a rule over rows is a Python function")
    if options or case.kind not in ("not null", "unique"):
        asked = {"checks": column_check(case, **options)}
    else:
        asked = {"nullable": False} if case.kind == "not null" else {"unique": True}
    columns[check["column"]] = column_of(case, check["column"], **asked)
    return pa.DataFrameSchema(columns)


def column_of(case, name, **asked):
    kind = case.table["declared"][name]
    # Only Parquet has types of its own, and the nullable ones are in no file.
    coerce = case.source != "parquet" or kind not in ("number", "text")
    return pa.Column(types[kind], **{"nullable": True, "coerce": coerce, **asked})


def validate(case):
    """What stands in a pipeline: read, validate, go on."""
    options = {"head": case.run["rows"]} if case.run["kind"] == "sampled" else {}
    schema_of(case).validate(readers[case.source](case), lazy=True, **options)


def judge(case):
    if case.run["kind"] == "process":
        return as_command(case)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            validate(case)
        except pa.errors.SchemaErrors as errors:
            found = errors.schema_errors[0]
            return "red", f"{found.reason_code.name}: {found.check}"
    told = [warning for warning in caught if issubclass(warning.category, pa.errors.SchemaWarning)]
    return ("warned", "SchemaWarning") if told else ("green", "no error")


as_script = ("as it is", "no check declared", "dataset missing", "glob without match")


def as_command(case):
    """pandera has no command: the script of the pipeline is one."""
    if case.situation == "dataset disabled":
        environment = {"PANDERA_VALIDATION_ENABLED": "False"}
    elif case.situation in as_script:
        environment = {}
    else:
        raise CannotSay("a library without a command: this is in the hands of what runs the script")
    os.environ.update(environment)
    try:
        schema_of(case)
        return judged_by([sys.executable, __file__, *sys.argv[1:2], case.number, "validate"], case, ["SchemaWarning"])
    finally:
        for name in environment:
            del os.environ[name]


if __name__ == "__main__":
    main(judge, validate)

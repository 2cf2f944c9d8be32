"""What the two programs of pandera share: a case as a schema, over frames of pandas or of polars.

A function of our own is given the values that are there, and is written so that it is red where there are none.
"""

import os
import re
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from corpus import CannotSay, formats, judged_by, sentinels


@dataclass(frozen=True)
class Frames:
    """What differs between pandas and polars."""

    pa: ModuleType
    types: dict
    """What each kind of the contract is called."""
    read: Callable
    """The frame of a case."""
    coerces: Callable
    """Whether a source has no type for a kind of the contract, so that its column has to be converted."""
    bound: Callable
    """A bound of the check, as the values of its column are compared with it."""
    column: Callable
    """The column of what the function of a check is given."""
    present: Callable
    """The values of a column that are not missing."""
    height: Callable
    """The number of rows of what the function of a check of the whole frame is given."""
    statistics: dict
    quantile: Callable
    has_groups: bool


def within(check, value):
    if check.get("not"):
        return value < check["min"] or value > check["max"]
    return check["min"] <= value <= check["max"]


def measured(frames, check, values):
    if check["statistic"] == "quantile":
        return frames.quantile(values, check["p"])
    return frames.statistics[check["statistic"]](values)


def throws(text):
    raise RuntimeError("the rule itself is broken")


rules = {"palindrome": lambda text: text == text[::-1], "throws": throws}


def options_of(case):
    return {"raise_warning": True} if case.check.get("warning") else {}


def own(frames, case, holds):
    """A check that is a function of our own, of the values that are there."""

    def judge(given):
        values = frames.present(frames.column(given))
        return len(values) > 0 and bool(holds(values))

    return frames.pa.Check(judge, ignore_na=False, **options_of(case))


def at_most(frames, case, limit, sound):
    """A limit on how many rows, or which share of them, have no sound value; of no rows there is neither."""

    def judge(given):
        column = frames.column(given)
        wrong = len(column) - len(sound(frames.present(column)))
        return len(column) > 0 and wrong <= limited(case, limit, len(column))

    return frames.pa.Check(judge, ignore_na=False, **options_of(case))


def limited(case, limit, rows):
    return case.share() * rows if isinstance(limit, str) else limit


def values_of(case):
    """The values of a list, of the type of its column: polars takes no list of integers and fractions."""
    is_number = case.table["declared"][case.check["column"]] == "number"
    return [float(value) if is_number else value for value in case.check["values"]]


def check_of(frames, case):
    """The check of one column: one that pandera has, or else a function."""
    check, distinct, built_in = case.check, frames.statistics["distinct"], frames.pa.Check
    options = options_of(case)
    match case.kind:
        case "accepted values":
            return built_in.isin(values_of(case), **options)
        case "refused values":
            return built_in.notin(values_of(case), **options)
        case "matches pattern":
            return built_in.str_contains(check["pattern"], **options)
        case "format":
            return built_in.str_matches(formats[check["format"]], **options)
        case "length between":
            return built_in.str_length(check["min"], check["max"], **options)
        case "values between":
            return built_in.in_range(frames.bound(case, check["min"]), frames.bound(case, check["max"]), **options)
        case "matches no pattern":
            return own(frames, case, lambda values: not any(re.search(check["pattern"], text) for text in values))
        case "rule in code":
            return own(frames, case, lambda values: all(map(rules[check["rule"]], values)))
        case "statistic":
            return own(frames, case, lambda values: within(check, measured(frames, check, values)))
        case "not null":
            return at_most(frames, case, 0, lambda values: values)
        case "nulls at most":
            return at_most(frames, case, check["limit"], lambda values: values)
        case "missing at most":
            return at_most(frames, case, check["limit"], lambda values: [one for one in values if one not in sentinels])
        case "unique" | "duplicates at most":
            limit = check.get("limit", 0)
            return own(
                frames, case, lambda values: len(values) - distinct(values) <= limited(case, limit, len(values))
            )
        case "distinct share at least":
            return own(frames, case, lambda values: distinct(values) / len(values) >= case.share())
        case "freshness":
            return own(frames, case, lambda values: case.oldest() <= values.max() <= case.now)
        case "newest at least":
            return own(frames, case, lambda values: values.max() >= case.bound(check["limit"]))
    raise CannotSay(f"no check of a column for {case.kind}")


def check_of_groups(frames, case):
    """The check for each group: pandera gives the function a dictionary of them."""
    check = case.check
    if not frames.has_groups:
        raise CannotSay("no check is made for each group apart")
    if case.kind == "statistic":

        def holds(values):
            return within(check, measured(frames, check, frames.present(values)))
    elif case.kind == "row count":

        def holds(values):
            return check.get("min", 0) <= len(values) <= check.get("max", float("inf"))
    else:
        raise CannotSay("a check of single values is not made for each group apart")

    def all_hold(groups):
        return len(groups) > 0 and all(bool(holds(values)) for values in groups.values())

    return frames.pa.Check(all_hold, groupby=check["per"], **options_of(case))


def schema_of(frames, case):
    """The contract: the columns that the check is about, and the check."""
    pa, check = frames.pa, case.check
    if case.situation == "no check declared":
        return pa.DataFrameSchema({})
    if "where" in check:
        raise CannotSay("there is no condition on rows: the frame is filtered before pandera sees it")
    columns = {name: column_of(frames, case, name) for name in case.columns}
    if "per" in check:
        judged = check.get("column") or next(name for name in case.table["declared"] if name != check["per"])
        columns[judged] = column_of(frames, case, judged, checks=check_of_groups(frames, case))
        return pa.DataFrameSchema(columns)
    match case.kind:
        case "schema":
            return pa.DataFrameSchema(columns)
        case "row count":
            least, most = check.get("min", 0), check.get("max", float("inf"))
            rows = pa.Check(lambda given: least <= frames.height(given) <= most, **options_of(case))
            return pa.DataFrameSchema(columns, checks=rows)
        case "key":
            keys = {name: column_of(frames, case, name, nullable=False) for name in check["columns"]}
            return pa.DataFrameSchema(keys, unique=check["columns"])
        case "satisfies sql":
            raise CannotSay("there is no SQL: a rule over rows is a Python function")
    if options_of(case) or case.kind not in ("not null", "unique"):
        asked = {"checks": check_of(frames, case)}
    else:
        asked = {"nullable": False} if case.kind == "not null" else {"unique": True}
    columns[check["column"]] = column_of(frames, case, check["column"], **asked)
    return pa.DataFrameSchema(columns)


def column_of(frames, case, name, **asked):
    """A column, which in the contract may be NULL, and is converted only where its source has no such type."""
    kind = case.table["declared"][name]
    options = {"nullable": True, "coerce": frames.coerces(case, kind), **asked}
    return frames.pa.Column(frames.types[kind], **options)


def validate(frames, case):
    """What stands in a pipeline: read, validate, go on."""
    options = {"head": case.run["rows"]} if case.run["kind"] == "sampled" else {}
    schema_of(frames, case).validate(frames.read(case), lazy=True, **options)


def judge(frames, case):
    if case.run["kind"] == "process":
        return as_command(frames, case)
    pa = frames.pa
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            validate(frames, case)
        except pa.errors.SchemaErrors as errors:
            found = errors.schema_errors[0]
            return "red", f"{found.reason_code.name}: {found.check}"
    told = [warning for warning in caught if issubclass(warning.category, pa.errors.SchemaWarning)]
    return ("warned", "SchemaWarning") if told else ("green", "no error")


as_script = ("as it is", "no check declared", "dataset missing", "glob without match")


def as_command(frames, case):
    """pandera has no command: the script of the pipeline is one."""
    if case.situation == "dataset disabled":
        environment = {"PANDERA_VALIDATION_ENABLED": "False"}
    elif case.situation in as_script:
        environment = {}
    else:
        raise CannotSay("a library without a command: this is in the hands of what runs the script")
    os.environ.update(environment)
    try:
        schema_of(frames, case)
        program = Path(sys.argv[0]).resolve()
        command = [sys.executable, program, sys.argv[1], case.number, "validate"]
        return judged_by(command, case, ["SchemaWarning"])
    finally:
        for name in environment:
            del os.environ[name]

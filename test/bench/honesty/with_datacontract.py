"""Each case in the Open Data Contract Standard, tested by datacontract-cli on a local file, as its documentation does.

It reads Parquet, CSV and JSON; it has no reader for SQLite, and for rows in memory none but Spark's.
"""

import logging
import sys
from pathlib import Path

import yaml
from corpus import Broken, CannotSay, all_hold, formats, judged_by, main, sentinels
from datacontract.data_contract import DataContract

logical = {
    "integer": "integer",
    "bigint": "integer",
    "number": "number",
    "text": "string",
    "boolean": "boolean",
    "date": "date",
    "timestamp": "timestamp",
}
physical = {
    "integer": "BIGINT",
    "bigint": "BIGINT",
    "number": "DOUBLE",
    "text": "VARCHAR",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
}

aggregates = {
    "min": "min({})",
    "max": "max({})",
    "mean": "avg({})",
    "sum": "sum({})",
    "stddev": "stddev_samp({})",
    "median": "median({})",
    "distinct": "count(distinct {})",
}


def at_most(case):
    share = case.share()
    if share is None:
        return {"mustBeLessOrEqualTo": case.check["limit"]}
    return {"unit": "percent", "mustBeLessOrEqualTo": share * 100}


def statistic(check):
    """A query; statistics are not in the library."""
    if check["statistic"] == "quantile":
        expression = f'quantile_cont("{check["column"]}", {check["p"]})'
    else:
        expression = aggregates[check["statistic"]].format(f'"{check["column"]}"')
    return {"type": "sql", "query": f"select {expression} from data", **between(check)}


def between(check):
    if check["min"] == check["max"]:
        return {"mustNotBe" if check.get("not") else "mustBe": check["min"]}
    return {"mustNotBeBetween" if check.get("not") else "mustBeBetween": [check["min"], check["max"]]}


def library(metric, **rule):
    return {"type": "library", "metric": metric, **rule}


def rows_of_sql(predicate):
    """A condition of our own on rows, which is red on nothing."""
    return {"type": "sql", "query": f"select {all_hold(predicate)} from data", "mustBe": 1}


def literal(value):
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value).lower()


def attribute(case):
    """What a property can say of itself; None where it takes a rule of quality, as all that may warn does."""
    check = case.check
    if check.get("warning"):
        return None
    match case.kind:
        case "not null":
            return {"required": True}
        case "unique":
            return {"unique": True}
        case "matches pattern":
            return {"logicalTypeOptions": {"pattern": check["pattern"]}}
        case "format":
            return {"logicalTypeOptions": {"pattern": formats[check["format"]]}}
        case "length between":
            return {"logicalTypeOptions": {"minLength": check["min"], "maxLength": check["max"]}}
        case "values between":
            return {"logicalTypeOptions": {"minimum": check["min"], "maximum": check["max"]}}
        case "schema":
            return {}
    return None


def rule(case):
    """The rule of quality of a property."""
    check = case.check
    match case.kind:
        case "not null":
            return library("nullValues", mustBe=0)
        case "nulls at most":
            return library("nullValues", **at_most(case))
        case "missing at most":
            return library("missingValues", arguments={"missingValues": [None, *sentinels]}, **at_most(case))
        case "unique":
            return library("duplicateValues", mustBe=0)
        case "duplicates at most":
            if case.share() is not None:
                raise CannotSay("duplicates have no limit in percent")
            return library("duplicateValues", **at_most(case))
        case "accepted values":
            return library("invalidValues", arguments={"validValues": check["values"]}, mustBe=0)
        case "refused values":
            return rows_of_sql(f'"{check["column"]}" not in ({", ".join(map(literal, check["values"]))})')
        case "matches no pattern":
            return rows_of_sql(f'not regexp_matches("{check["column"]}", {literal(check["pattern"])})')
        case "statistic":
            return statistic(check)
        case "distinct share at least":
            ratio = f'count(distinct "{check["column"]}") / count("{check["column"]}")'
            return {"type": "sql", "query": f"select {ratio} from data", "mustBeGreaterOrEqualTo": case.share()}
        case "newest at least":
            newer = f'select count(*) from data where "{check["column"]}" >= {case.literal(check["limit"])}'
            return {"type": "sql", "query": newer, "mustBeGreaterThan": 0}
    raise CannotSay(f"no rule for {case.kind}")


def model_rules(case):
    """The rules of the whole table."""
    check = case.check
    if case.kind == "row count":
        least, most = check.get("min"), check.get("max")
        bounds = between({"min": least, "max": most}) if most is not None else {"mustBeGreaterOrEqualTo": least}
        return [library("rowCount", **bounds)]
    if case.kind == "satisfies sql":
        return [rows_of_sql(check["predicate"])]
    return []


def with_options(case, rule):
    """A rule that warns; and a query that has to filter for itself, since the filter of a run leaves it alone."""
    if "where" in case.check and "query" in rule:
        word = "and" if " where " in rule["query"] else "where"
        rule = {**rule, "query": f"{rule['query']} {word} ({case.check['where']})"}
    return {**rule, "severity": "warning"} if case.check.get("warning") else rule


def property_of(case, name, kind):
    """A property and its type.

    In JSON it takes a timestamp for invalid unless it has an offset: there, a contract says that it is one only where
    the types are all that is asked, or where its bounds need one.
    """
    is_bounded = case.kind == "values between" and name == case.check["column"]
    if case.source == "json" and kind == "timestamp" and case.kind != "schema" and not is_bounded:
        return {"name": name}
    return {"name": name, "logicalType": logical[kind], "physicalType": physical[kind]}


def schema(case):
    # Of a schema without any property it makes SQL that is none.
    named = case.columns or dict(list(case.table["declared"].items())[:1])
    properties = {name: property_of(case, name, kind) for name, kind in named.items()}
    if case.situation == "no check declared":
        return {"name": "data"}
    if "per" in case.check:
        raise CannotSay("no rule is made for each value of another property")
    if case.kind == "rule in code":
        raise CannotSay("a rule is SQL")
    quality = [with_options(case, one) for one in model_rules(case)]
    if case.kind == "key":
        if case.check.get("warning"):
            raise CannotSay("a primary key that is broken is an error")
        for position, name in enumerate(case.check["columns"], 1):
            properties[name] |= {"primaryKey": True, "primaryKeyPosition": position}
    elif case.kind == "freshness":
        pass
    elif not quality:
        said = attribute(case)
        properties[case.check["column"]] |= {"quality": [with_options(case, rule(case))]} if said is None else said
    found = {"name": "data", "physicalName": "data", "properties": list(properties.values())}
    return {**found, "quality": quality} if quality else found


def contract(case):
    if case.source in ("sqlite", "rows"):
        raise CannotSay("no reader for SQLite" if case.source == "sqlite" else "rows in memory are read by Spark alone")
    server = {"server": "local", "type": "local", "path": str(case.path), "format": case.source}
    if case.source == "json":
        server["delimiter"] = "array"
    found = {
        "apiVersion": "v3.1.0",
        "kind": "DataContract",
        "id": "data",
        "version": "1.0.0",
        "status": "active",
        "servers": [server],
        "schema": [schema(case)],
    }
    if case.kind == "freshness":
        if case.check.get("warning"):
            raise CannotSay("a service level that is missed is an error")
        element = f"data.{case.check['column']}"
        found["slaProperties"] = [
            {"property": "freshness", "value": case.check["hours"], "unit": "h", "element": element}
        ]
    return found


def judge(case):
    if case.run["kind"] == "sampled":
        raise CannotSay("a contract is tested over all rows, or those of a filter")
    path = case.folder / "contract.odcs.yaml"
    path.write_text(yaml.safe_dump(contract(case), sort_keys=False))
    if case.run["kind"] == "process":
        return as_command(case, path)
    run = DataContract(data_contract_file=str(path), filter=case.check.get("where")).test()
    if lint := next((check for check in run.checks if check.type == "lint"), None):
        raise Broken(lint.reason)
    checks = [check for check in run.checks if result_of(check) != "passed" and not about_types(case, check)]
    told = "; ".join(f"{check.name}: {result_of(check)}, {check.reason}" for check in checks if check.reason)
    # As the command counts them: only what failed or could not be run ends it with another code than 0.
    if run.result.value in ("failed", "error"):
        return "red", told
    if checks:
        return "warned", told
    return ("green", f"{len(run.checks)} checks") if run.checks else ("warned", "No checks were executed")


def result_of(check):
    """None where the run ended before the check."""
    return check.result.value if check.result else "not run"


def about_types(case, check):
    """Types in Parquet are warned of in each and every run, whatever else the contract asks."""
    return not case.by_schema and "not supported yet" in (check.reason or "") and "types" in check.reason


told_by_command = ["No checks were executed", "Data contract has warnings"]


def as_command(case, path):
    """`datacontract test`, whose exit code is 1 where a check failed, and 0 where it warned or there was none."""
    command = [sys.executable, Path(sys.executable).parent / "datacontract", "test"]
    match case.situation:
        case "no contract file":
            return judged_by([*command, "no-such-contract.odcs.yaml"], case)
        case "filter selects nothing":
            return judged_by([*command, "--tag", "no-such-tag", path], case, told_by_command)
        case "as it is" | "no check declared" | "dataset missing" | "glob without match":
            filtered = ["--filter", case.check["where"]] if "where" in case.check else []
            return judged_by([*command, *filtered, path], case, told_by_command)
        case "contract broken":
            path.write_text("schema: [")
            return judged_by([*command, path], case, told_by_command)
    raise CannotSay("the command has nothing like it")


if __name__ == "__main__":
    logging.basicConfig(level=logging.ERROR)
    main(judge)

"""What junitparser reads in the JUnit XML on standard input, as JSON."""

import json
import sys

from junitparser import Error, Failure, JUnitXml, Skipped
from junitparser.xunit2 import JUnitXml as XUnit2


def kind(result):
    return {Failure: "failure", Error: "error", Skipped: "skipped"}.get(type(result), type(result).__name__.lower())


def case(one):
    return {
        "classname": one.classname,
        "name": one.name,
        "time": one.time,
        "results": [{"kind": kind(r), "type": r.type, "message": r.message, "text": r.text} for r in one.result],
        "output": one.system_out,
        "properties": {p.name: p.value for p in one.properties()} if hasattr(one, "properties") else {},
    }


text = sys.stdin.buffer.read()
xml = (XUnit2 if "--xunit2" in sys.argv else JUnitXml).fromstring(text)
suites = [
    {
        "name": suite.name,
        "tests": suite.tests,
        "failures": suite.failures,
        "errors": suite.errors,
        "skipped": suite.skipped,
        "properties": {p.name: p.value for p in suite.properties()},
        "cases": [case(one) for one in suite],
    }
    for suite in xml
]
json.dump({"tests": xml.tests, "failures": xml.failures, "errors": xml.errors, "suites": suites}, sys.stdout)

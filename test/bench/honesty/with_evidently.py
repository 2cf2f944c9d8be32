"""Cases of the class `reference` in Evidently, as its documentation writes them: a report of one drift over two frames.

    python with_evidently.py FOLDER

Each case is asked with the case's bound as an explicit test (`tests=[lte(0.25)]`), with the method's own test and
threshold, and with a method of Evidently's own choice; each over plain frames, of which it finds out the types, and with
the types declared.
A verdict is as in corpus.py. Evidently reads no files: pandas does.
"""

import json
import sys
import warnings
from contextlib import redirect_stdout
from importlib.metadata import version
from pathlib import Path

import pandas as pd
from corpus import CannotSay, Case, brief, tell
from evidently import DataDefinition, Dataset, Report
from evidently.metrics import DriftedColumnsCount, ValueDrift
from evidently.tests import gt, gte, lte

same_definition = {
    "psi": "psi",
    "normalizedWasserstein": "wasserstein",
    "jensenshannon": "jensenshannon",
    "hellinger": "hellinger",
    "kl": "kl_div",
}
"""Methods whose value is of the same unit, so that the same bound can be asked."""

same_question = {
    **same_definition,
    "ks": "ks",
    "wasserstein": "wasserstein",
    "totalVariation": "TVD",
    "chi2": "chisquare",
}
"""Methods that have a test and a threshold in Evidently; of `ks`, `TVD` and `chisquare` Evidently has the p-value alone."""

in_order = ("ks", "wasserstein", "normalizedWasserstein")
"""Methods of values in order."""

options = {
    "where": "filter",
    "per": "segments",
    "from": "names of references",
    "bins": "number of bins",
    "edges": "edges of bins",
    "confident": "confidence interval",
}
"""Options of a check that Evidently does not have."""

p_values = {"ks": "ks", "chi2": "chisquare"}

readers = {
    "parquet": lambda case: pd.read_parquet(case.path),
    "csv": lambda case: pd.read_csv(case.path, dtype=dict.fromkeys(case.texts(), "string")),
    "json": lambda case: pd.read_json(case.path),
    "rows": lambda case: pd.DataFrame(case.rows()),
}


def metric_of(check, asked_by, has_order):
    """The metric with its test; `CannotSay` where Evidently has no way to ask it."""
    kind = check["kind"]
    if kind not in ("drift", "drift p-value", "drifted columns"):
        raise CannotSay(f"no word for: {kind}")
    for option, name in options.items():
        if check.get(option) is not None:
            raise CannotSay(f"no {name}")
    if check["reference"]["kind"] == "baseline":
        raise CannotSay("no recorded baseline")
    if kind == "drift" and check["method"] is None and asked_by != "choice":
        raise CannotSay("the line leaves the method to the tool")
    if kind == "drifted columns":
        if asked_by != "bound":
            raise CannotSay("its own test is of a share of the columns")
        return DriftedColumnsCount(tests=[lte(check["max"])])
    if asked_by != "bound":
        if check.get("above") is not None:
            raise CannotSay("its own test is of no drift")
        if asked_by == "choice":
            if check["method"] in in_order and not has_order:
                raise CannotSay("the line is about the method")
            return ValueDrift(column=check["column"])
        if check["method"] not in same_question:
            raise CannotSay(f"no test of {check['method']}")
        return ValueDrift(column=check["column"], method=same_question[check["method"]])
    if kind == "drift p-value":
        return ValueDrift(column=check["column"], method=p_values[check["method"]], tests=[gte(check["min"])])
    if check["method"] not in same_definition:
        raise CannotSay(f"no {check['method']} of the same definition")
    bound = lte(check["max"]) if check.get("above") is None else gt(check["above"])
    return ValueDrift(column=check["column"], method=same_definition[check["method"]], tests=[bound])


def frame_of(case, types):
    frame = readers[case.source](case)
    if types == "inferred":
        return frame
    declared = case.table["declared"]
    return Dataset.from_pandas(
        frame,
        data_definition=DataDefinition(
            numerical_columns=[name for name, kind in declared.items() if kind in ("integer", "bigint", "number")],
            categorical_columns=[name for name, kind in declared.items() if kind in ("text", "boolean")],
            datetime_columns=[name for name, kind in declared.items() if kind in ("date", "timestamp")],
        ),
    )


def judge(told, corpus, folder, asked_by, types):
    check = told["check"]
    kind = corpus["tables"][told["data"]]["declared"].get(check.get("column"))
    metric = metric_of(check, asked_by, has_order=kind not in ("text", "boolean"))
    if told["run"]["kind"] == "process":
        raise CannotSay("the same line, run as a command")
    if told["why"].startswith("Most kinds are too many"):
        raise CannotSay("a limit of Assay's own, where nothing moved")
    if kind == "date":
        raise CannotSay("no comparison of dates")
    if told["source"] not in readers:
        raise CannotSay("pandas needs a query")
    reference = check["reference"]
    if reference.get("situation") == "changed while it is read":
        raise CannotSay("the file changes during a query")
    whole = {**told, "decides": "contract"}
    current = frame_of(Case(whole, corpus, folder), types)
    before = None
    if reference["kind"] == "dataset":
        run = {"kind": "plain", "situation": reference.get("situation")}
        other = {**whole, "data": reference["data"], "file": told["referenceFile"], "run": run}
        before = frame_of(Case(other, corpus, folder), types)
    results = Report([metric], include_tests=True).run(current, before).tests_results
    if not results:
        return "green", "no test"
    bad = [result for result in results if result.status.value != "SUCCESS"]
    return ("red" if bad else "green"), (bad or results)[0].description


def main():
    warnings.simplefilter("ignore")
    folder = Path(sys.argv[1]).resolve()
    corpus = json.loads((folder / "cases.json").read_text())
    tell({name: version(name) for name in ("evidently", "pandas", "numpy", "scipy")})
    for number, told in enumerate(corpus["cases"]):
        for asked_by in ("bound", "test", "choice"):
            for types in ("inferred", "declared"):
                raised = False
                try:
                    with redirect_stdout(sys.stderr):
                        state, detail = judge({**told, "number": number}, corpus, folder, asked_by, types)
                except CannotSay as reason:
                    state, detail = "cannot say", reason
                except Exception as error:  # noqa: BLE001 (whatever it raises stops the pipeline that called it)
                    state, detail, raised = "red", f"{type(error).__name__}: {error}", True
                way = {"case": number, "by": asked_by, "types": types}
                tell({**way, "state": state, "raised": raised, "detail": brief(detail)})


if __name__ == "__main__":
    main()

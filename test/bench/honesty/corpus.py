"""What the programs of all tools share: the cases of the never-green corpus, and one line of JSON for each verdict.

A verdict is what someone who runs the tool sees: `green`, `red`, or `warned`, which is green with a word, or a figure,
about what was not judged or not met. `cannot say` is no verdict: the tool's documentation has no way to ask this, or no reader for it.
"""

import json
import re
import subprocess
import sys
from contextlib import redirect_stdout
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path

sentinels = ["", "n/a", "N/A", "NA", "null", "NULL", "None", "nan", "NaN", "-", "unknown"]
"""What a contract lists where NULL is written as a word."""

formats = {
    "email": r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$",
    "uuid": r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$",
    "ipv4": r"^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\.|$)){4}$",
}


class CannotSay(Exception):
    """The tool has no documented way to ask this."""


class Broken(Exception):
    """The tool refuses what the adapter wrote: a fault of the adapter, never to be told as one of the tool."""


class Case:
    """A case, with its table and the file it is about."""

    def __init__(self, told, corpus, folder):
        self.id = told["id"]
        self.number = told["number"]
        self.check = told["check"]
        self.kind = self.check["kind"]
        self.run = told["run"]
        self.situation = self.run.get("situation", "as it is")
        self.source = told["source"]
        # Whether the whole contract is asked, with what it says of each column, or the check alone.
        self.by_schema = told.get("decides") == "contract" or self.kind == "schema"
        self.table = corpus["tables"][told["data"]]
        self.sqlite_table = corpus["sqliteTable"]
        self.now = datetime.fromisoformat(corpus["now"]).astimezone(UTC).replace(tzinfo=None)
        self.folder = folder / "work" / str(self.number)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.path = self._path(folder, told["file"])

    def _path(self, folder, file):
        if file is None:
            return None
        path = folder / file
        if self.situation == "dataset missing":
            return self.folder / f"missing{path.suffix}"
        if self.situation == "glob without match":
            return self.folder / f"*{path.suffix}"
        return path

    @cached_property
    def columns(self):
        """The columns that the contract declares: those that the check is about, or all where all of it is asked."""
        if self.situation == "no check declared":
            return {}
        if self.by_schema:
            return self.table["declared"]
        sql = f"{self.check.get('where', '')} {self.check.get('predicate', '')}"
        named = {self.check.get("column"), self.check.get("per"), *self.check.get("columns", [])}
        named |= set(re.findall(r"\w+", re.sub(r"'[^']*'", "", sql)))
        return {name: kind for name, kind in self.table["declared"].items() if name in named}

    def texts(self):
        """The columns of which a reader of a file of text is told that they are text: '01234' does not become 1234."""
        return [name for name, kind in self.columns.items() if kind == "text"]

    def times(self):
        """The columns of which a reader of a file of text is told that they are points in time."""
        return [name for name in self.columns if self.is_time(name)]

    def share(self):
        """The limit as a share, or None where it is a count."""
        limit = self.check["limit"]
        return float(limit.rstrip("%")) / 100 if isinstance(limit, str) and limit.endswith("%") else None

    def is_time(self, column):
        return self.table["declared"].get(column) in ("date", "timestamp")

    def bound(self, value):
        """A bound of a check; what is text for a date or a timestamp, as such."""
        return datetime.fromisoformat(value).replace(tzinfo=None) if self.is_time(self.check["column"]) else value

    def literal(self, value):
        """A bound in SQL: of a date or a timestamp as such, for a text would be compared as text."""
        kind = self.table["declared"].get(self.check["column"])
        return f"{kind} '{value}'" if kind in ("date", "timestamp") else f"'{value}'"

    def oldest(self):
        """What freshness demands of the newest value."""
        return self.now - timedelta(hours=self.check["hours"])

    def rows(self):
        """The rows themselves, for tools that judge what is in memory."""
        columns = self.table["columns"]
        height = max((len(column["values"]) for column in columns.values()), default=0)
        return {
            name: [self._cell(column, at) for at in range(height)] for name, column in columns.items()
        }

    def _cell(self, column, at):
        cell = column["values"][at] if at < len(column["values"]) else None
        if isinstance(cell, dict):
            if "hoursAgo" in cell:
                return self.now - timedelta(hours=cell["hoursAgo"])
            return int(cell["integer"]) if "integer" in cell else float(cell["number"])
        if isinstance(cell, str) and column["type"] == "timestamp":
            return datetime.fromisoformat(cell)
        return date.fromisoformat(cell) if isinstance(cell, str) and column["type"] == "date" else cell


def all_hold(predicate, where=None):
    """SQL of ours: 1 where a condition is true for all rows that it is true or false for, and 0 for no such row."""
    scope = f" filter (where {where})" if where else ""
    return f"coalesce(cast(bool_and({predicate}){scope} as integer), 0)"


def held_to_nothing(rows, missing=None):
    """Whether the figures beside a check that passed say so: no row was tested, or as many values are missing."""
    return rows is not None and (rows == 0 or rows == missing)


def judged_by(command, case, warned=()):
    """Run the tool's own command, and say what its exit code says; `warned` is exit codes, or words in its output."""
    done = subprocess.run(
        list(map(str, command)), cwd=case.folder, capture_output=True, text=True, timeout=120, check=False
    )
    told = f"{done.stdout}\n{done.stderr}"
    words = last_line(told)
    if done.returncode == 0:
        found = next((word for word in warned if isinstance(word, str) and word in told), None)
        return ("green", words) if found is None else ("warned", found)
    return ("warned" if done.returncode in warned else "red"), f"exit code {done.returncode}: {words}"


def last_line(text):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""


def brief(text):
    """The first line of what a tool said, without the folders of this machine."""
    text = re.sub(r"(/[\w.+-]+)+/", "", str(text).strip())
    return re.sub(r"\s+", " ", text)[:200]


def main(judge, validate=None):
    """Judge the cases of these numbers: `python with_tool.py FOLDER 1,2,3`.

    Before each case its number is written, so that a case that ends the process is known. With the word `validate`
    after it, the program is the script of someone's pipeline for the one case: it ends as that would.
    """
    folder = Path(sys.argv[1]).resolve()
    corpus = json.loads((folder / "cases.json").read_text())
    cases = (
        Case({**corpus["cases"][number], "number": number}, corpus, folder)
        for number in map(int, sys.argv[2].split(","))
    )
    if sys.argv[3:] == ["validate"]:
        sys.exit(validate(next(cases)))
    for case in cases:
        tell({"begun": case.number})
        try:
            # Tools print to where the verdicts go.
            with redirect_stdout(sys.stderr):
                state, detail = judge(case)
        except CannotSay as reason:
            state, detail = "cannot say", reason
        except Broken as reason:
            state, detail = "broken", reason
        except Exception as error:  # noqa: BLE001 (whatever a tool raises stops the pipeline that called it)
            state, detail = "red", f"{type(error).__name__}: {error}"
        tell({"case": case.number, "state": state, "detail": brief(detail)})


def tell(line):
    print(json.dumps(line), flush=True)

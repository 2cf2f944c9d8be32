"""Serves a cleaning step to Assay: one dataset a line on stdin, one answer a line on stdout. Prints go to stderr."""
import datetime
import decimal
import json
import math
import os
import sys
import traceback

KINDS = {bool: "boolean", int: "integer", float: "float", str: "text", datetime.date: "date", datetime.datetime: "timestamp", decimal.Decimal: "decimal"}


def step(function=None, *, frame=None):
    """Makes a function a step. It gets lists of dicts, or frames where an annotation or frame='pandas' (or 'polars') says so."""
    if function is None:
        return lambda given: step(given, frame=frame)
    if os.environ.get("ASSAY_STEP") != "1":
        return function
    noted = next((str(note) for name, note in getattr(function, "__annotations__", {}).items() if name != "return"), "")
    frame = frame or ("polars" if "polars" in noted or noted.startswith("pl.") else "pandas" if "DataFrame" in noted else None)
    library = __import__(frame) if frame else None
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    print('{"ready":true}', file=answers, flush=True)
    for line in sys.stdin:
        task = json.loads(line)
        try:
            tables = {table["name"]: _input(table, frame, library) for table in task["tables"]}
            answer = _output(function(tables["input"]) if list(tables) == ["input"] else function(**tables))
        except Exception as error:
            at = traceback.extract_tb(error.__traceback__)[-1]
            answer = {"error": f"{type(error).__name__}: {error} ({os.path.basename(at.filename)}:{at.lineno})"}
        print(json.dumps({"id": task["id"], **answer}, allow_nan=False, default=str), file=answers, flush=True)
    sys.exit()


def _input(table, frame, library):
    columns = {name: [_read(row[at], kind) for row in table["rows"]] for at, (name, kind) in enumerate(table["columns"])}
    if frame is not None:
        return library.DataFrame(columns, **({"strict": False} if frame == "polars" else {}))
    return [dict(zip(columns, row)) for row in zip(*columns.values())]


def _read(value, kind):
    if kind == "float" and isinstance(value, (int, str)):
        return float(value)
    try:
        return {"date": datetime.date, "timestamp": datetime.datetime}[kind].fromisoformat(value) if value and kind in ("date", "timestamp") else value
    except ValueError:  # Python has no years after 9999.
        return value


def _output(result):
    if hasattr(result, "to_dicts"):
        names, rows = result.columns, result.to_dicts()
    elif hasattr(result, "to_dict"):
        names = [str(name) for name in result.columns]
        rows = result.astype(object).where(result.notna(), None).set_axis(names, axis=1).to_dict("records")
    else:
        rows = list(result)
        names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[_plain(row.get(name)) for name in names] for row in rows]
    return {"columns": [[name, _kind([row[at] for row in cells])] for at, name in enumerate(names)], "rows": [[_write(cell) for cell in row] for row in cells]}


def _plain(cell):
    cell = cell.to_pydatetime() if hasattr(cell, "to_pydatetime") else cell
    return cell.item() if hasattr(cell, "item") else cell


def _kind(cells):
    kinds = {KINDS.get(type(cell)) for cell in cells if cell is not None}
    return kinds.pop() if len(kinds) == 1 else "float" if kinds == {"integer", "float"} else None


def _write(cell):
    if isinstance(cell, float) and not math.isfinite(cell):
        return "NaN" if math.isnan(cell) else "Infinity" if cell > 0 else "-Infinity"
    return cell.isoformat() if isinstance(cell, (datetime.date, datetime.time)) else cell

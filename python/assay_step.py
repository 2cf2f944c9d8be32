"""Serves a cleaning step to Assay: one dataset a line on stdin, one answer a line on stdout. Prints go to stderr."""
import datetime, decimal, json, math, os, sys, traceback  # noqa: E401

KINDS = {bool: "boolean", int: "integer", float: "float", str: "text", decimal.Decimal: "decimal", datetime.date: "date", datetime.datetime: "timestamp"}
PANDAS = {"integer": "int64", "float": "float64", "decimal": "float64", "text": "object", "timestamp": "datetime64[us]"}
POLARS = {"integer": "Int64", "float": "Float64", "decimal": "Float64", "text": "String", "boolean": "Boolean", "date": "Date", "timestamp": "Datetime"}


def step(function=None, *, frame=None):
    """Makes a function a step. It gets lists of dicts; frames if it is annotated so, or with frame="pandas" or "polars"."""
    if function is None:
        return lambda given: step(given, frame=frame)
    if os.environ.get("ASSAY_STEP") != "1":
        return function
    note = next((str(note) for name, note in function.__annotations__.items() if name != "return"), "")
    frame = frame or ("polars" if "polars" in note or note.startswith("pl.") else "pandas" if "DataFrame" in note else None)
    library = __import__(frame) if frame else None
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    print('{"ready":true}', file=answers, flush=True)
    for line in sys.stdin:
        task = json.loads(line)
        try:
            tables = {table["name"]: _input(table, library) for table in task["tables"]}
            answer = _output(function(*tables.values()) if list(tables) == ["input"] else function(**tables))
        except Exception as error:
            places = traceback.extract_tb(error.__traceback__)
            at = [place for place in places if place.filename == function.__code__.co_filename] or places
            answer = {"error": f"{type(error).__name__}: {error} ({os.path.basename(at[-1].filename)}:{at[-1].lineno})"}
        print(json.dumps({"id": task["id"], **answer}, default=str), file=answers, flush=True)
    sys.exit()


def _input(table, library):
    columns = {name: (kind, [_read(row[at], kind) for row in table["rows"]]) for at, (name, kind) in enumerate(table["columns"])}
    if library is None:
        return [{name: values[at] for name, (_, values) in columns.items()} for at in range(len(table["rows"]))]
    return library.DataFrame({name: _series(library, name, kind, values) for name, (kind, values) in columns.items()})


def _series(library, name, kind, values):
    is_polars = library.__name__ == "polars"
    dtype = getattr(library, POLARS.get(kind, ""), None) if is_polars else PANDAS.get("float" if kind == "integer" and None in values else kind)
    try:
        return library.Series(name, values, dtype) if is_polars else library.Series(values, dtype=dtype)
    except Exception:  # A value that the type can't hold, such as the year 10000.
        return library.Series(name, [value if value is None else str(value) for value in values]) if is_polars else library.Series(values, dtype="object")


def _read(value, kind):
    if kind == "float" and isinstance(value, (int, str)):
        return float(value)
    try:
        return getattr(datetime, {"date": "date", "timestamp": "datetime"}[kind]).fromisoformat(value)
    except (KeyError, TypeError, ValueError):  # Python has no years after 9999.
        return value


def _output(result):
    if hasattr(result, "columns"):
        names = list(map(str, result.columns))
        columns = [_cells(result.iloc[:, at] if hasattr(result, "iloc") else result[name]) for at, name in enumerate(names)]
    else:
        rows = list(result)
        names = list(dict.fromkeys(name for row in rows for name in row))
        columns = [[row.get(name) for row in rows] for name in names]
    kinds = [[name, _kind(set(map(type, cells)))] for name, cells in zip(names, columns)]
    return {"columns": kinds, "rows": list(zip(*(map(_write, cells) for cells in columns)))}


def _cells(series):
    """Returns the values of a column of a frame. NaN of pandas is NULL, as in its files."""
    if not hasattr(series, "isna"):
        return series.to_list()
    return [None if is_null else _plain(value) for value, is_null in zip(series.tolist(), series.isna().tolist())]


def _plain(cell):
    for convert in ("to_pydatetime", "item"):
        cell = getattr(cell, convert)() if hasattr(cell, convert) else cell
    return cell


def _kind(types):
    kinds = {KINDS.get(one) for one in types if one is not type(None)}
    return kinds.pop() if len(kinds) == 1 else "float" if kinds == {"integer", "float"} else None


def _write(cell):
    if isinstance(cell, float) and not math.isfinite(cell):
        return "NaN" if math.isnan(cell) else "Infinity" if cell > 0 else "-Infinity"
    return cell.isoformat() if isinstance(cell, (datetime.date, datetime.time)) else cell

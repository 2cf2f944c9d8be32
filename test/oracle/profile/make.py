"""Write values.json: what pandas, numpy and plain Python say of the figures of a profile. README.md says how to run it."""

import json
import math
import platform
import sys
import unicodedata
from collections import Counter
from datetime import date, datetime, timezone
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy
import pandas
import pyarrow
import pyarrow.parquet

HERE = Path(__file__).parent
ORACLE = HERE.parent
sys.path.insert(0, str(ORACLE))

from judge.javascript import WHITE  # noqa: E402
from large import LARGE  # noqa: E402

SHARES = [0.05, 0.25, 0.5, 0.75, 0.95]
BINS = 24
DAY = 86_400_000
MESSY = ORACLE.parent.parent / "examples" / "first-hour" / "messy.csv"
NUMBERS_IN_MESSY = {"order_id": int, "quantity": int, "unit_price": float, "amount": float}


def messy():
    """Read without any guess: nothing between two commas is NULL, and all but four columns are text."""
    table = pandas.read_csv(MESSY, dtype=str, keep_default_na=False)
    return {
        name: [None if text == "" else NUMBERS_IN_MESSY.get(name, str)(text) for text in table[name]]
        for name in table.columns
    }


def parquet(name):
    table = pyarrow.parquet.read_table(ORACLE / "data" / f"{name}.parquet")
    return {name: [plain(value) for value in table.column(name).to_pylist()] for name in table.column_names}


def plain(value):
    if isinstance(value, pandas.Timestamp):
        value = value.to_pydatetime()
    if isinstance(value, datetime):
        return value.astimezone(timezone.utc) if value.tzinfo else value.replace(tzinfo=timezone.utc)
    return value


def is_finite(value):
    return not isinstance(value, float) or math.isfinite(value)


def number_text(value):
    """A number as it is read back: digit by digit, without the zeros that end a fraction."""
    if isinstance(value, Decimal):
        return format(value, "f").rstrip("0").rstrip(".") if "." in format(value, "f") else format(value, "f")
    return value if isinstance(value, float) else str(value)


def time_text(value):
    if not isinstance(value, datetime):
        return value.isoformat()
    milliseconds = f".{value.microsecond // 1000:03d}" if value.microsecond else ""
    return f"{value:%Y-%m-%d %H:%M:%S}".rjust(19, "0") + milliseconds


def milliseconds(value):
    if not isinstance(value, datetime):
        return (value - date(1970, 1, 1)).days * DAY
    gap = value - datetime(1970, 1, 1, tzinfo=timezone.utc)
    return gap.days * DAY + gap.seconds * 1000 + gap.microseconds / 1000


def same(found, by_numpy):
    assert math.isclose(found, by_numpy, rel_tol=1e-9, abs_tol=1e-12), (found, by_numpy)
    return found


def moments(values):
    """Of whole numbers and decimals exact fractions, rounded once; of doubles numpy."""
    n = len(values)
    if n == 0 or not all(map(is_finite, values)):
        return None, None
    exact = [Fraction(value) for value in values]
    mean = sum(exact) / n
    squares = sum((value - mean) ** 2 for value in exact) / (n - 1) if n > 1 else None
    doubles = numpy.array([float(value) for value in values])
    if max(abs(doubles)) < 2**40:
        same(float(mean), float(numpy.mean(doubles)))
    return float(mean), None if squares is None else math.sqrt(squares)


def edges_of(least, greatest, unit):
    """24 steps of equal width; between whole numbers and days a whole width, so that each step has room for as many."""
    if least == greatest:
        return [least, greatest]
    if unit is None:
        return [least + at * ((greatest - least) / BINS) for at in range(BINS)] + [greatest]
    width = -(-(greatest - least + unit) // (unit * BINS)) * unit
    count = -(-(greatest - least + unit) // width)
    return [least + at * width for at in range(count + 1)]


def histogram(values, unit):
    if not values or max(map(abs, values)) > 2**53:
        return None
    edges = edges_of(min(values), max(values), unit)
    if len(edges) == 2:
        return {"edges": edges, "counts": [len(values)]}
    return {"edges": edges, "counts": numpy.histogram(values, edges)[0].tolist()}


def of_numbers(values):
    finite = [value for value in values if is_finite(value)]
    doubles = sorted(map(float, finite))
    is_whole = all(isinstance(value, int) for value in values)
    mean, stddev = moments(values)
    return {
        "range": [number_text(min(finite)), number_text(max(finite))] if finite else None,
        "mean": mean,
        "stddev": stddev,
        "zeros": sum(value == 0 for value in values),
        "negatives": int((pandas.Series(values, dtype=object) < 0).sum()),
        "notFinite": len(values) - len(finite),
        "nans": sum(value != value for value in values),
        "quantiles": [float(value) for value in numpy.quantile(doubles, SHARES)] if finite else [],
        "histogram": histogram([*finite] if is_whole else doubles, 1 if is_whole else None),
    }


def of_times(values):
    found = [milliseconds(value) for value in values]
    unit = DAY if values and not isinstance(values[0], datetime) else None
    return {
        "range": [time_text(min(values)), time_text(max(values))] if values else None,
        "histogram": histogram(found, unit),
    }


def pattern(text):
    """Digits as 9, and runs of capital and of other letters as A and a."""
    kinds = {"Lu": "A", "Ll": "a", "Lo": "a", "Nd": "9"}
    letters = [kinds.get(unicodedata.category(letter), letter) for letter in text[:40]]
    known = [unicodedata.category(letter) in kinds for letter in text[:40]]
    return "".join(
        letter
        for at, letter in enumerate(letters)
        if not (at > 0 and known[at] and known[at - 1] and letter in "aA" and letters[at - 1] == letter)
    )


def of_texts(values, first):
    lengths = [len(text) for text in values]
    return {
        "lengths": [min(lengths), float(numpy.mean(lengths)), max(lengths)] if values else None,
        "empty": sum(text == "" for text in values),
        "padded": sum(text != "" and (text[0] in WHITE or text[-1] in WHITE) for text in values),
        "patterns": most_frequent(Counter(pattern(text) for text in first), 5),
    }


def most_frequent(counts, most):
    """Equally frequent ones in the order of their UTF-16 units."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0].encode("utf-16-be")))
    return [list(item) for item in ordered[:most]]


def family(values):
    kinds = {type(value) for value in values if value is not None}
    for name, types in FAMILIES.items():
        if kinds <= types:
            return name
    raise TypeError(kinds)


FAMILIES = {
    "none": set(),
    "boolean": {bool},
    "number": {int, float, Decimal},
    "text": {str},
    "time": {date, datetime},
}


def of_column(values):
    filled = [value for value in values if value is not None]
    kind = family(values)
    # All NaN are one value, and both zeros are.
    texts = Counter("NaN" if value != value else str(value + 0.0 if isinstance(value, float) else value) for value in filled)
    distinct = len(texts) if kind != "number" else len({"NaN" if value != value else value for value in filled})
    repeats = filled and (distinct * 2 <= len(filled) or distinct == 1) and distinct <= (1000 if kind == "number" else 50_000)
    is_listed = kind in ("text", "boolean") or (kind == "number" and all(isinstance(value, int) for value in filled))
    shown = Counter({str(value).lower() if kind == "boolean" else str(value): n for value, n in texts.items()})
    return {
        "nulls": len(values) - len(filled),
        "distinct": distinct,
        "top": most_frequent(shown, 10) if repeats and is_listed else None,
        **(of_numbers(filled) if kind == "number" else {}),
        **(of_times(filled) if kind == "time" else {}),
        **(of_texts(filled, [value for value in values[:10_000] if value is not None]) if kind == "text" else {}),
    }


def from_least(values):
    """Measured from the least one, exactly: pandas rounds numbers that lie close together and far from zero. NaN for no number."""
    finite = [value for value in values if value is not None and is_finite(value)]
    least = Fraction(min(finite)) if finite else None
    return [math.nan if value is None or not is_finite(value) else float(Fraction(value) - least) for value in values]


def correlations(columns):
    """Pearson's coefficients of the first twelve columns of numbers, over the rows in which both are finite."""
    numbers = {name: values for name, values in columns.items() if family(values) in ("number", "none") and name not in NOT_NUMBERS}
    twelve = list(numbers)[:12]
    frame = pandas.DataFrame({name: from_least(numbers[name]) for name in twelve})
    with numpy.errstate(all="ignore"):
        found = frame.corr(min_periods=2)
    return {
        f"{one}, {other}": float(found[one][other])
        for at, one in enumerate(twelve)
        for other in twelve[at + 1 :]
        if math.isfinite(found[one][other])
    }


# Without a value nothing but the type of the file says that these are none.
NOT_NUMBERS = {"never", "none"}


def of_file(columns):
    rows = list(zip(*columns.values()))
    same_rows = [tuple("NaN" if value != value else value for value in row) for row in rows]
    duplicates = int(pandas.Series([repr(row) for row in same_rows]).duplicated().sum())
    assert duplicates == len(rows) - len(set(same_rows))
    return {
        "rows": len(rows),
        "duplicateRows": duplicates,
        "columns": {name: of_column(values) for name, values in columns.items()},
        "correlations": correlations(columns),
    }


def main():
    files = {"messy.csv": messy(), **{f"{name}.parquet": parquet(name) for name in ("numbers", "text", "time", "keys", "segments")}}
    made_by = {
        "python": platform.python_version(),
        **{module.__name__: module.__version__ for module in (numpy, pandas, pyarrow)},
    }
    found = {**{name: of_file(columns) for name, columns in files.items()}, "large": of_file(LARGE())}
    lines = []
    for name, facts in found.items():
        columns = ",\n".join(f"{json.dumps(column)}: {json.dumps(one)}" for column, one in facts.pop("columns").items())
        head = json.dumps(facts)[1:-1]
        lines.append(f"{json.dumps(name)}: {{{head}, \"columns\": {{\n{columns}\n}}}}")
    text = f'{{\n"madeBy": {json.dumps(made_by)},\n"files": {{\n' + ",\n".join(lines) + "\n}\n}\n"
    (HERE / "values.json").write_text(text, encoding="utf-8")
    print(made_by, {name: len(facts["correlations"]) for name, facts in found.items()}, file=sys.stderr)


main()

"""Write data/ and values.json: what pandas, numpy and plain Python say of the datasets. README.md says how to run it."""

import csv
import json
import math
import platform
import re
import sys
from datetime import date, datetime
from decimal import Decimal, getcontext
from fractions import Fraction
from pathlib import Path

import numpy
import pandas
import pyarrow
import pyarrow.csv
import pyarrow.parquet

from cases import CONDITIONS, METRICS, TOLERANCES
from datasets import CSV, PARQUET
from judge.any import DEFAULT_SENTINELS
from judge.cells import NOW, Judged, instant
from judge.rows import Rows

HERE = Path(__file__).parent
DATA = HERE / "data"
getcontext().prec = 100


def write_data():
    """Small row groups, so that statistics and row order are put to the test too."""
    DATA.mkdir(exist_ok=True)
    for name, make in PARQUET.items():
        pyarrow.parquet.write_table(make(), DATA / f"{name}.parquet", row_group_size=40, store_schema=False)
    for name, make in CSV.items():
        pyarrow.csv.write_csv(make(), DATA / f"{name}.csv", pyarrow.csv.WriteOptions(quoting_style="needed"))
    for file in sorted(DATA.iterdir()):
        assert file.stat().st_size < 30_000, f"{file} is too big to commit"


def read(dataset):
    """The rows as they stand in the file, with None for NULL; and what each column holds."""
    file = DATA / dataset
    if dataset.endswith(".parquet"):
        table = pyarrow.parquet.read_table(file)
        return table.to_pylist(), {field.name: family(field.type) for field in table.schema}
    schema = CSV[file.stem]().schema
    parsers = {
        "integer": int,
        "float": float,
        "text": str,
        "date": date.fromisoformat,
        "boolean": lambda t: t == "true",
    }
    families = {field.name: family(field.type) for field in schema}
    with file.open(newline="", encoding="utf-8") as lines:
        records = list(csv.DictReader(lines))
    rows = [{k: None if v == "" else parsers[families[k]](v) for k, v in record.items()} for record in records]
    assert rows == CSV[file.stem]().to_pylist(), f"{dataset} does not read back as it was written"
    return rows, families


def family(kind):
    for name, test in {
        "integer": pyarrow.types.is_integer,
        "float": pyarrow.types.is_floating,
        "decimal": pyarrow.types.is_decimal,
        "boolean": pyarrow.types.is_boolean,
        "date": pyarrow.types.is_date,
        "timestamp": pyarrow.types.is_timestamp,
        "text": lambda one: pyarrow.types.is_string(one) or pyarrow.types.is_dictionary(one),
    }.items():
        if test(kind):
            return name
    raise TypeError(f"no family for {kind}")


def evaluate(text, rows):
    """Judge a metric written in JavaScript."""
    python = re.sub(r"atches\(/(.*)/([a-z]*)\)", lambda m: f"atches(({m[1]!r}, {m[2]!r}))", text)
    python = python.replace(".in(", ".in_(")
    python = re.sub(r"\b(\d+)n\b", r"\1", python)
    names = {"rows": rows, "column": rows.column, "true": True, "false": False, "Infinity": math.inf}
    return eval(python, {"__builtins__": {}}, names)


def encode(value):
    """Plain JSON where it is exact; a decimal, or an integer beyond 2^53, as { "exact": "..." }."""
    if isinstance(value, dict):
        return {key: encode(one) for key, one in value.items()}
    if isinstance(value, datetime):
        return instant(value).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(value, Decimal):
        return {"exact": f"{value:f}"}
    if isinstance(value, Fraction):
        raise TypeError(f"{value} was left a fraction")
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, (int, numpy.integer)) and abs(int(value)) > 2**53:
        return {"exact": str(value)}
    return value if value is None or isinstance(value, float) else int(value)


def entry(dataset, text, found):
    if isinstance(found, Judged):
        return {"dataset": dataset, "condition": text, "violations": encode(found.violations), "of": encode(found.of)}
    tolerance = {"tolerance": TOLERANCES[text]} if text in TOLERANCES else {}
    return {"dataset": dataset, "metric": text, "value": encode(found.value), "of": encode(found.of), **tolerance}


def main():
    write_data()
    columns, values = {}, []
    for dataset, metrics in METRICS.items():
        table, columns[dataset] = read(dataset)
        rows = Rows(table, len(table))
        texts = list(dict.fromkeys([*metrics, *CONDITIONS[dataset]]))
        values += [entry(dataset, text, evaluate(text, rows)) for text in texts]
    made_by = {"python": platform.python_version(), **{m.__name__: m.__version__ for m in (pandas, numpy, pyarrow)}}
    head = {"madeBy": made_by, "now": encode(NOW), "defaultSentinels": DEFAULT_SENTINELS, "columns": columns}
    lines = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    entries = ",\n".join(f"    {json.dumps(one, ensure_ascii=False, allow_nan=False)}" for one in values)
    lines.append(f'  "values": [\n{entries}\n  ]')
    (HERE / "values.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    conditions = sum("condition" in one for one in values)
    print(f"{len(values)} values: {len(values) - conditions} metrics, {conditions} conditions", file=sys.stderr)


if __name__ == "__main__":
    main()

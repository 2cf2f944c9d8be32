"""The table in a file, as Python's csv and json modules, pyarrow, openpyxl and sqlite3 read it; never DuckDB."""

import csv
import gzip
import io
import json
import re
import sqlite3

import openpyxl
import pyarrow.parquet


def table_of(path, one):
    """The names of the columns, and the rows: lists of values, or dictionaries by name."""
    return {"csv": csv_table, "json": json_table, "parquet": parquet_table, "sqlite": sqlite_table, "excel": excel_table}[one["format"]](path, one)


def text_of(path, encoding=None):
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    if encoding is None:
        encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return data.decode(encoding)


def csv_table(path, one):
    options = one["options"]
    text = text_of(path, options.get("encoding"))
    lines = text.splitlines(keepends=True)
    text = "".join(lines[options.get("skip", 0):])
    comment = options.get("comment")
    if comment:
        text = "".join(line for line in text.splitlines(keepends=True) if not line.startswith(comment))
    csv.field_size_limit(1 << 30)
    quote = options.get("quote", '"')
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter_of(path, one),
        quotechar=quote or None,
        quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
    )
    rows = [row for row in reader if row]
    if options.get("header") is False:
        return options.get("names", rows[0]), rows
    return options.get("names", rows[0]), rows[1:]


def delimiter_of(path, one):
    """The delimiter that the contract says, that a note says, or that of the file's name."""
    if "delimiter" in one["options"]:
        return one["options"]["delimiter"]
    for note in one["notes"]:
        said = re.search(r"split at '(.+?)',", note)
        if said:
            return said[1].replace("\\t", "\t")
    return "\t" if re.search(r"\.tsv(\.gz)?$", str(path)) else ","


def json_table(path, one):
    text = text_of(path)
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        found = [json.loads(line) for line in text.splitlines() if line.strip()]
    at = one["options"].get("at", [])
    for key in at.split(".") if isinstance(at, str) else at:
        found = found[key] if isinstance(found, dict) else found[int(key)]
    key = one["options"].get("key")
    if key is not None:
        found = [{key: name, **record} if isinstance(record, dict) else {key: name, "value": record} for name, record in found.items()]
    rows = found if isinstance(found, list) else [found]
    names = list(dict.fromkeys(name for row in rows if isinstance(row, dict) for name in row))
    return names or ["json"], [row if isinstance(row, dict) else [row] for row in rows]


def parquet_table(path, one):
    table = pyarrow.parquet.read_table(path)
    return table.column_names, [list(row) for row in zip(*(column.to_pylist() for column in table.columns))]


def sqlite_table(path, one):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        cursor = database.execute(f'select * from "{one["table"]}"')
        return [column[0] for column in cursor.description], [list(row) for row in cursor]


def excel_table(path, one):
    options = one["options"]
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    sheet = book[options["sheet"]] if "sheet" in options else book.worksheets[0]
    sheet.reset_dimensions()
    cells = [[cell.value for cell in row] for row in sheet]
    begin = re.match(r"([A-Z]+)(\d+)", options.get("range", ""))
    if begin:
        left = openpyxl.utils.column_index_from_string(begin[1]) - 1
        cells = [row[left:] for row in cells[int(begin[2]) - 1:]]
    rows = [row for row in cells if any(value is not None for value in row)]
    first = min(at for row in rows for at, value in enumerate(row) if value is not None)
    rows = [row[first:] for row in rows]
    if options.get("header") is False:
        return rows[0], rows
    # A column without a name and without a value is none.
    return [name for name in rows[0] if name is not None], [dict(zip(rows[0], row)) for row in rows[1:]]

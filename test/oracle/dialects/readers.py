"""How pandas, polars and DuckDB are asked to read a case: by the options of theirs that say what `how` says.

Each adapter returns the rows as plain values, or raises: an exception of the reader is a refusal, and so is
`NoOption`, where a reader has no way to say it. A column's type is said wherever the reader lets one say it.
"""

import datetime
import io

import duckdb
import pandas
import polars


class NoOption(Exception):
    """The reader has no option for this."""


def plain(value, kind):
    """A value as JSON has it; None for NULL."""
    if value is None or value is pandas.NA or value is pandas.NaT or value != value:
        return None
    if kind == "date":
        return value.isoformat()[:10] if isinstance(value, (datetime.date, datetime.datetime)) else str(value)
    if kind == "int":
        return value if isinstance(value, float) else int(value)
    if kind == "float":
        return float(value)
    if kind == "bool":
        return bool(value) if not isinstance(value, str) else value
    return str(value)


def names_of(how, columns):
    return [name for name, _ in columns] if "names" in how or how.get("header") is False else None


def refuse_by_column(how):
    """None of the readers takes a mark within numbers for a column alone."""
    for option in ("decimal", "thousands"):
        if isinstance(how.get(option), dict):
            raise NoOption(f"{option} by column")


def with_pandas(path, how, columns):
    refuse_by_column(how)
    kinds = dict(columns)
    names = names_of(how, columns)
    has_header = how.get("header", True)
    dates = how.get("dates", {})
    types = {"int": "Int64", "float": "float64", "text": "str", "date": "str", "bool": "boolean"}
    words = how.get("booleans")
    options = {
        "sep": how.get("delimiter", None if how == {} or "find" in how else ","),
        "decimal": how.get("decimal", "."),
        "thousands": how.get("thousands"),
        "comment": how.get("comment"),
        "skiprows": how.get("skip", 0),
        "encoding": how.get("encoding", "utf-8"),
        "header": 0 if has_header else None,
        "names": names,
        "na_values": how.get("null", [""]),
        "keep_default_na": False,
        "dtype": {name: types[kind] for name, kind in columns if kind != "bool" or words is None},
        "index_col": False,
    }
    if how.get("quote") == "":
        options["quoting"] = 3
    if "escape" in how:
        options["escapechar"] = how["escape"]
    if words:
        options.update(true_values=words[0], false_values=words[1])
    if options["sep"] is None:
        options["engine"] = "python"
    frame = pandas.read_csv(path, **{name: value for name, value in options.items() if value is not None or name in ("sep", "header")})
    for name, kind in columns:
        if kind != "date":
            continue
        formats = dates[name]
        if isinstance(formats, list):
            # The way that its guide shows: each format in turn, and the first that fits counts.
            parsed = pandas.Series(pandas.NaT, index=frame.index, dtype="datetime64[ns]")
            for one in formats:
                parsed = parsed.fillna(pandas.to_datetime(frame[name], format=one, errors="coerce"))
            if parsed.isna().any():
                raise ValueError("a date of no format")
            frame[name] = parsed
        else:
            frame[name] = pandas.to_datetime(frame[name], format=formats)
    return [[plain(value, kinds[name]) for name, value in zip(kinds, row)] for row in frame[list(kinds)].itertuples(index=False)]


def with_polars(path, how, columns):
    refuse_by_column(how)
    kinds = dict(columns)
    names = names_of(how, columns)
    types = {"int": polars.Int64, "float": polars.Float64, "text": polars.String, "date": polars.String, "bool": polars.String}
    if "thousands" in how:
        raise NoOption("thousands")
    if "escape" in how:
        raise NoOption("escape")
    encoding = how.get("encoding", "utf-8")
    options = {
        "separator": how.get("delimiter", ","),
        "has_header": how.get("header", True),
        "new_columns": names,
        "null_values": how.get("null", [""]),
        "comment_prefix": how.get("comment"),
        "skip_lines": how.get("skip", 0),
        "encoding": encoding.replace("utf-8", "utf8"),
        "decimal_comma": how.get("decimal") == ",",
        "missing_utf8_is_empty_string": False,
    }
    if how.get("quote") == "":
        options["quote_char"] = None
    ordered = [types[kind] for _, kind in columns]
    frame = polars.read_csv(path, **options, **({"schema_overrides": ordered} if names else {"schema_overrides": {name: types[kind] for name, kind in columns}}))
    for name, kind in columns:
        if kind == "date":
            formats = how["dates"][name]
            formats = formats if isinstance(formats, list) else [formats]
            parsed = [polars.col(name).str.to_date(one, strict=len(formats) == 1) for one in formats]
            frame = frame.with_columns(polars.coalesce(parsed).alias(name))
            if frame[name].null_count():
                raise ValueError("a date of no format")
        if kind == "bool":
            true, false = how["booleans"]
            frame = frame.with_columns(polars.col(name).replace_strict({**{word: True for word in true}, **{word: False for word in false}}))
    return [[plain(value, kinds[name]) for name, value in zip(kinds, row)] for row in frame.select(list(kinds)).iter_rows()]


def with_duckdb(path, how, columns):
    refuse_by_column(how)
    kinds = dict(columns)
    names = names_of(how, columns)
    types = {"int": "BIGINT", "float": "DOUBLE", "text": "VARCHAR", "date": "DATE", "bool": "BOOLEAN"}
    has_header = how.get("header", True)
    dates = how.get("dates", {})
    several = [name for name, formats in dates.items() if isinstance(formats, list)]
    words = how.get("booleans")
    encoding = how.get("encoding", "utf-8")
    if encoding not in ("utf-8", "utf-16", "latin-1"):
        raise NoOption("encoding without the extension encodings")
    options = {
        "header": has_header,
        "skip": how.get("skip", 0) + (1 if names and has_header and "names" in how else 0),
        "nullstr": how.get("null", [""]),
        "allow_quoted_nulls": False,
        "encoding": encoding,
    }
    if "names" in how:
        options["header"] = False
    for option, name in (("delimiter", "delim"), ("quote", "quote"), ("escape", "escape"), ("comment", "comment"), ("decimal", "decimal_separator"), ("thousands", "thousands")):
        if option in how:
            options[name] = how[option]
    for name, formats in dates.items():
        if isinstance(formats, str):
            options["dateformat"] = formats
    if names:
        options["names"] = names
    late = {name for name, kind in columns if name in several or (kind == "bool" and words)}
    options["types"] = {name: "VARCHAR" if name in late else types[kind] for name, kind in columns}

    def sql(value):
        if isinstance(value, bool) or isinstance(value, int):
            return str(value).lower()
        if isinstance(value, list):
            return "[" + ", ".join(map(sql, value)) + "]"
        if isinstance(value, dict):
            return "{" + ", ".join(f"{sql(name)}: {sql(one)}" for name, one in value.items()) + "}"
        return "'" + value.replace("'", "''") + "'"

    chosen = []
    for name in kinds:
        if name in several:
            chosen.append(f"strptime({name}, {sql(dates[name])})::date as {name}")
        elif name in late:
            true, false = words
            chosen.append(f"case when {name} in {sql(true)} then true when {name} in {sql(false)} then false else error('no word') end as {name}")
        else:
            chosen.append(name)
    read = ", ".join(f"{name}={sql(value)}" for name, value in options.items())
    rows = duckdb.connect().execute(f"select {', '.join(chosen)} from read_csv({sql(str(path))}, {read})").fetchall()
    return [[plain(value, kinds[name]) for name, value in zip(kinds, row)] for row in rows]


READERS = {"pandas": with_pandas, "polars": with_polars, "DuckDB": with_duckdb}

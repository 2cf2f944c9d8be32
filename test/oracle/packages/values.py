"""Are a value that Assay read and the value in the file the same?"""

import json
import math
import re
from datetime import date, datetime, timezone
from decimal import Decimal, InvalidOperation

TRUE = {"true", "t", "yes", "y", "1"}
FALSE = {"false", "f", "no", "n", "0"}


def same(column, got, raw, one):
    """`got` is text or None, as the engine prints the value; `raw` is the text of a CSV field, or a value of Python."""
    if one["format"] == "csv":
        return same_field(column["family"], got, raw, one["options"])
    if raw is None:
        return got is None
    if got is None:
        return False
    if column["family"] in ("json", "list", "struct", "map") or column["type"] == "JSON":
        return same_tree(json.loads(got), raw)
    return same_value(got, raw)


def same_field(family, got, raw, options):
    if raw is None:
        return False
    if got is None:
        return raw in options.get("nullText", [""])
    if family == "text":
        return got == raw
    if family == "boolean":
        words = options.get("booleans", {})
        true = {word.lower() for word in words.get("true", TRUE)}
        false = {word.lower() for word in words.get("false", FALSE)}
        return raw.strip().lower() in (true if got == "true" else false)
    if family in ("integer", "float", "decimal"):
        text = raw.replace(options["thousands"], "") if options.get("thousands") else raw
        return same_number(got, text.replace(options.get("decimal", "."), "."))
    return same_time(got, raw, options.get("dateFormat"))


def same_value(got, raw):
    if isinstance(raw, bool):
        return got == ("true" if raw else "false")
    if isinstance(raw, (int, float, Decimal)):
        return got in (("true", "false")[raw == 0],) if got in ("true", "false") else same_number(got, raw)
    if isinstance(raw, (bytes, bytearray)):
        return got == raw.hex().upper()
    if isinstance(raw, (datetime, date)):
        return same_time(got, raw.isoformat(), None)
    return got == str(raw) or same_time(got, str(raw), None)


def same_tree(got, raw):
    if isinstance(raw, dict):
        return isinstance(got, dict) and all(same_tree(got.get(key), raw.get(key)) for key in {*got, *raw})
    if isinstance(raw, (list, tuple)):
        return isinstance(got, list) and len(got) == len(raw) and all(map(same_tree, got, raw))
    if raw is None or isinstance(raw, bool) or got is None or isinstance(got, bool):
        return got is raw
    return same_number(got, raw) if isinstance(raw, (int, float)) else same_value(str(got), raw)


def same_number(got, raw):
    """Equal as written, or as the double that is nearest to what is written."""
    try:
        one, other = Decimal(str(got).strip()), Decimal(str(raw).strip())
    except InvalidOperation:
        return False
    if one.is_nan() or other.is_nan():
        return one.is_nan() and other.is_nan()
    return one == other or ("." in str(got) or "e" in str(got).lower()) and math.isclose(float(one), float(other), rel_tol=0, abs_tol=0)


def same_time(got, raw, formats):
    said = moment(got, None)
    ways = [formats] if isinstance(formats, str) else formats if isinstance(formats, list) else formats.values() if formats else [None]
    return said is not None and any(moment(raw, way) == said for way in (one for ways in ways for one in (ways if isinstance(ways, list) else [ways])))


def moment(text, way):
    text = text.strip()
    try:
        if way is not None:
            found = datetime.strptime(text, way)
        else:
            if re.search(r"[+-]\d\d$", text) and ":" in text:
                text += ":00"
            text = re.sub(r"\.(\d+)", lambda part: "." + part[1][:6].ljust(6, "0"), text.replace("/", "-"))
            text = re.sub(r"^(\d{4})-(\d)(?=-)", r"\1-0\2", text)
            text = re.sub(r"^(\d{4}-\d\d)-(\d)(?=$|[ T])", r"\1-0\2", text)
            found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=timezone.utc)).astimezone(timezone.utc)

"""Compare the rows of FOLDER/rows, as contracts read them, with what Python's own readers find in the same files. README.md says how to run it."""

import json
import sys
from collections import Counter
from pathlib import Path

from readers import table_of
from values import same


def main(folder):
    counts = Counter()
    wrong = []
    for line in (folder / "read.ndjson").read_text().splitlines():
        one = json.loads(line)
        kind = one.get("format") or "none"
        counts[kind, one["state"]] += 1
        if one["state"] not in ("read", "red"):
            continue
        try:
            values, found = compare(folder, one)
        except Exception as error:  # The independent reader's own failure is reported, not passed over.
            values, found = 0, [f"not compared: {type(error).__name__}: {error}"]
        counts[kind, "values"] += values
        counts[kind, "wrong"] += len(found)
        if found:
            wrong.append((one["path"], found))
    for path, found in wrong:
        print(f"{path}: {len(found)} wrong")
        for message in found[:3]:
            print(f"    {message[:400]}")
    for kind in sorted({kind for kind, _ in counts}):
        print(kind, {what: number for (of, what), number in sorted(counts.items()) if of == kind})
    print("files with another value:", len(wrong))


def compare(folder, one):
    """How many values were compared, and a sentence on each that is another."""
    with (folder / "rows" / f"{one['id']}.ndjson").open() as lines:
        head = json.loads(next(lines))
        rows = [json.loads(line) for line in lines]
    columns = head["columns"]
    names, expected = table_of(folder / one["path"], one)
    found = []
    if len(names) < len(columns):
        found.append(f"{len(columns)} columns, and not {len(names)}")
    if len(rows) != len(expected):
        found.append(f"{len(rows)} rows, and not {len(expected)}")
    # Records of JSON have values by name; those of a table by place.
    for row, (got, want) in enumerate(zip(rows, expected)):
        for at, column in enumerate(columns):
            raw = want.get(column["name"]) if isinstance(want, dict) else want[at] if at < len(want) else None
            if not same(column, got[at], raw, one):
                found.append(f"row {row + 1}, {column['name']} ({column['type']}): {got[at]!r}, and not {raw!r}")
    return len(rows) * len(columns), found


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Write dialects.json: 340 CSV files with the table in each, and what three readers make of them. README.md says how to run it."""

import base64
import json
import platform
import tempfile
import warnings
from importlib.metadata import version
from pathlib import Path

from cases import cases
from readers import READERS

warnings.simplefilter("ignore")
HERE = Path(__file__).parent


def verdict(reader, path, case):
    """'right', 'wrong', or 'refused'. A reader that reads what nobody can know is wrong, though it may be lucky."""
    try:
        rows = reader(path, {name: value for name, value in case["how"].items() if name != "open"}, case["columns"])
    except Exception:
        return "refused"
    return "right" if rows == case["rows"] else "wrong"


entries = []
with tempfile.TemporaryDirectory() as folder:
    for number, case in enumerate(cases()):
        path = Path(folder) / f"{number}.csv"
        path.write_bytes(case["bytes"])
        read = {name: verdict(reader, path, case) for name, reader in READERS.items()}
        # A refusal is right where there is nothing to read.
        if case["rows"] is None:
            read = {name: "right" if found == "refused" else found for name, found in read.items()}
        encoded = base64.b64encode(case["bytes"]).decode()
        rows = case["rows"] and [[str(value) if type(value) is int and abs(value) > 2**53 else value for value in row] for row in case["rows"]]
        entries.append({**case, "bytes": encoded, "rows": rows, "read": read})

made_by = {"python": platform.python_version(), **{name.lower(): version(name.lower()) for name in READERS}}
head = json.dumps({"madeBy": made_by})[:-1]
body = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
(HERE / "dialects.json").write_text(f'{head}, "cases": [\n{body}\n]}}\n', encoding="utf-8")

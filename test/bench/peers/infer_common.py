"""What the profilers of other tools do with the parts of each file that test/bench/infer.ts wrote.

    python infer_with_TOOL.py FOLDER

A line of FOLDER/infer-TOOL.ndjson for each file, as Assay's own in infer.ndjson; a second run goes on after the last line.
"""

import json
import sys
from pathlib import Path


def run(tool, infer, is_red):
    """Judge every file: `infer(path)` returns what `is_red(inferred, path)` checks a file by, or raises."""
    folder = Path(sys.argv[1])
    results = folder / f"infer-{tool}.ndjson"
    done = {json.loads(line)["id"] for line in results.read_text().splitlines()} if results.exists() else set()
    for line in (folder / "infer.ndjson").read_text().splitlines():
        one = json.loads(line)
        if one["left"] is not None or one["id"] in done or one["shuffled"] is None:
            continue
        parts = json.loads((folder / "parts" / one["id"] / "parts.json").read_text())
        figures = {"id": one["id"], "left": None, **judged(folder, parts, infer, is_red)}
        with results.open("a") as file:
            file.write(json.dumps(figures) + "\n")
        print(one["id"], figures["own"]["state"], figures["ordered"]["state"], figures["shuffled"]["state"], flush=True)


def judged(folder, parts, infer, is_red):
    def verdict(inferred_from, path):
        try:
            return {"state": "failed" if is_red(infer(folder / inferred_from), folder / path) else "green", "said": []}
        except Exception as error:
            return {"state": "broken", "said": [str(error)[:300]]}

    def faults():
        try:
            inferred = infer(folder / parts["whole"])
        except Exception:
            inferred = None
        for fault in parts["faults"]:
            yield {"kind": fault["kind"], "column": fault["column"], "isRed": inferred is not None and reds(inferred, fault["path"])}

    def reds(inferred, path):
        # A file that can't be read or judged stops a pipeline as a red one does.
        try:
            return bool(is_red(inferred, folder / path))
        except Exception:
            return True

    return {
        "own": verdict(parts["whole"], parts["whole"]),
        "ordered": verdict(*parts["ordered"]),
        "shuffled": verdict(*parts["shuffled"]),
        "faults": list(faults()),
    }

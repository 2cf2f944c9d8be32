"""Profiles a Parquet file as the quick start of a tool has it: `python profile-peers.py pointblank|ydata|ydata-minimal FILE`."""

import json
import sys
from importlib.metadata import version

tool, path = sys.argv[1:3]
if tool == "pointblank":
    import pointblank
    import polars

    text = pointblank.DataScan(polars.read_parquet(path)).to_json()
else:
    import pandas
    from ydata_profiling import ProfileReport

    report = ProfileReport(pandas.read_parquet(path), minimal=tool == "ydata-minimal", progress_bar=False)
    text = report.to_json()
packages = {"pointblank": ["pointblank", "polars"]}.get(tool, ["ydata-profiling", "pandas"])
print(json.dumps({"size": len(text), "versions": " with ".join(f"{name} {version(name)}" for name in packages)}))

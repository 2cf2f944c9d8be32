"""Three drift methods on each of ten columns, by Evidently: `python drift-evidently.py before.parquet now.parquet`."""

import json
import resource
import sys
import time

import evidently
import pandas
from evidently import Report
from evidently.metrics import ValueDrift

start = time.perf_counter()
before, now = (pandas.read_parquet(path) for path in sys.argv[1:3])
methods = ["psi", "ks", "jensenshannon"]
report = Report([ValueDrift(column=name, method=method) for name in before.columns for method in methods])
found = report.run(now, before)
values = [metric["value"] for metric in found.dict()["metrics"]]
wall = (time.perf_counter() - start) * 1000
used = resource.getrusage(resource.RUSAGE_SELF)
versions = {"evidently": evidently.__version__, "pandas": pandas.__version__, "python": sys.version.split()[0]}
print(json.dumps({"wall": wall, "processCpu": (used.ru_utime + used.ru_stime) * 1000, "values": len(values), "versions": versions}))

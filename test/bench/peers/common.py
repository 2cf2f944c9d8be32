"""What the programs of all peers share: the terms of the contract, and the line that ends a run."""

import json
import sys

expectations = 24


def terms():
    """The terms as the benchmark wrote them, with the Parquet files under `files`."""
    with open(sys.argv[1]) as file:
        return json.load(file)


def sql_list(files):
    """The files as DuckDB takes them in read_parquet."""
    return "[" + ", ".join(f"'{file}'" for file in files) + "]"


def total_sql(tolerance):
    """The condition over four columns: true, false, or NULL where there is no amount."""
    return f"abs(amount - quantity * unit_price * (1 - coalesce(discount, 0))) < {tolerance}"


def report(seconds, red, left_out=()):
    """End the run: exit code 1 with what is red, or else what was checked as the last line."""
    if red:
        print("red: " + "; ".join(map(str, red)), file=sys.stderr)
        sys.exit(1)
    checked = expectations - len(left_out)
    print(json.dumps({"seconds": seconds, "checked": checked, "left_out": list(left_out)}))

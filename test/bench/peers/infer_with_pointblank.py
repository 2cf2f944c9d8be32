"""Pointblank: a schema that it infers from a table, with every constraint of a field as a step of its own."""

import pointblank as pb
import polars as pl
from infer_common import run


def read(path):
    return pl.read_csv(path, try_parse_dates=True, infer_schema_length=None)


def infer(path):
    return pb.schema_from_tbl(read(path))


def is_red(schema, path):
    # An inferred schema can't be matched as it is, and a contract of one would compare types alone: each field is written out.
    types = pb.Schema(columns=[(name, field.dtype) for name, field in schema.columns])
    steps = pb.Validate(data=read(path), thresholds=pb.Thresholds(error=1)).col_schema_match(schema=types)
    for name, field in schema.columns:
        if not field.nullable:
            steps = steps.col_vals_not_null(columns=name)
        if field.unique:
            steps = steps.rows_distinct(columns_subset=[name])
        if getattr(field, "allowed", None):
            steps = steps.col_vals_in_set(columns=name, set=field.allowed)
        low, high = getattr(field, "min_val", None), getattr(field, "max_val", None)
        low, high = getattr(field, "min_date", low), getattr(field, "max_date", high)
        if low is not None and high is not None:
            steps = steps.col_vals_between(columns=name, left=low, right=high, na_pass=True)
        if getattr(field, "pattern", None):
            steps = steps.col_vals_regex(columns=name, pattern=field.pattern, na_pass=True)
    done = steps.interrogate(collect_extracts=False, collect_tbl_checked=False)
    return any(step.error is not False or step.eval_error for step in done.validation_info)


if __name__ == "__main__":
    run("pointblank", infer, is_red)

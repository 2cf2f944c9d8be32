"""Great Expectations 0.18: the suite of its onboarding data assistant, the last profiler that it had."""

import logging
import uuid
import warnings

import great_expectations as gx
import pandas as pd
from infer_common import run

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
context = gx.get_context(mode="ephemeral")
context.variables.progress_bars = {"globally": False}
source = context.sources.add_pandas("parts")


def request_of(path):
    asset = source.add_dataframe_asset(uuid.uuid4().hex)
    return asset.build_batch_request(dataframe=pd.read_csv(path))


def infer(path):
    done = context.assistants.onboarding.run(batch_request=request_of(path))
    return done.get_expectation_suite(uuid.uuid4().hex)


def is_red(suite, path):
    validator = context.get_validator(batch_request=request_of(path), expectation_suite=suite)
    return not validator.validate(only_return_failures=True).success


if __name__ == "__main__":
    run("great-expectations", infer, is_red)

"""Errors: they arrive from a worker process as they were raised there."""

import pickle

import pytest

from stockposture.highs.errors import UnfitModelError, WorkerDiedError
from stockposture_models.errors import (
    BadInputError,
    FileFaultError,
    NoPlanFitsError,
    StockpostureError,
    VerificationError,
)
from stockposture_models.findings import Finding, Severity

ERRORS = [
    BadInputError([Finding(Severity.FAULT, "is wrong", "mend it"), Finding(Severity.FAULT, "too", "mend it")]),
    NoPlanFitsError("nothing fits", [{"limit": "capital", "short": 3.0}]),
    VerificationError(["cost differs", "so does space"]),
    UnfitModelError(["x has cost nan"]),
    WorkerDiedError("ended"),
    FileFaultError("a.csv: cannot be read"),
    StockpostureError("something", 3),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_pickled(error):
    error.add_note("seen in a worker")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (str(again), again.args, again.exit_code) == (str(error), error.args, error.exit_code)
    assert vars(again) == vars(error)

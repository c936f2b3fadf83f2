"""What a history and what goes with it may be given as."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from stockposture.history.frames import history_from_frames
from stockposture.history.history import History
from stockposture.history.profile.assumptions import Assumptions
from stockposture.io.history_folder import read_history


def history_of(history: str | Path | History | Mapping[str, pd.DataFrame], date_format: str | None) -> History:
    """Return checked history tables."""
    if isinstance(history, History):
        return history
    if isinstance(history, Mapping):
        return history_from_frames(history, date_format=date_format)
    return read_history(Path(history), date_format=date_format)


def assumptions_of(assumptions: Assumptions | Mapping[str, object] | None) -> Assumptions | None:
    """Return fill-ins of the profile."""
    return Assumptions.model_validate(dict(assumptions)) if isinstance(assumptions, Mapping) else assumptions


def day_of(day: str | dt.date) -> dt.date:
    """Return a day given as a date or as ISO text."""
    return dt.date.fromisoformat(day) if isinstance(day, str) else day

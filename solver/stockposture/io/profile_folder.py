"""A profiled case as a folder: the case and ``assumptions.json``, the account of its figures."""

import json
from pathlib import Path
from typing import Any

from stockposture.history.profile.profile import Profile
from stockposture.io.atomic import whole_folder
from stockposture.io.case_folder import TableFormat, fill_case_folder
from stockposture.io.inside import inside

ACCOUNT = "assumptions.json"


def account_of(profile: Profile) -> dict[str, Any]:
    """Return the assumptions, where the figures came from, and what was left out."""
    return {
        "months": {"first": str(profile.window.first), "last": str(profile.window.last)},
        "assumptions": profile.assumptions.model_dump(mode="json"),
        "filled": [fill.as_dict() for fill in profile.fills],
        "notes": [note.as_dict() for note in profile.notes],
    }


def write_profile(profile: Profile, target: Path) -> None:
    """Write the case folder with its account, whole or not at all.

    Raises
    ------
    FileFaultError
        The folder could not be written; what was there is untouched.
    """
    with whole_folder(target, kind="case") as folder:
        fill_case_folder(profile.case, folder, table_format=TableFormat.CSV)
        account = json.dumps(account_of(profile), ensure_ascii=False, indent=1) + "\n"
        inside(folder, ACCOUNT).write_text(account, encoding="utf-8")

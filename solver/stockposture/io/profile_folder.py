"""A profiled case as a folder: the case, ``assumptions.json`` and, figure by figure, ``profile.csv`` and its like."""

import json
from pathlib import Path
from typing import Any

from stockposture.history.profile.result import Profile
from stockposture.io.atomic import whole_folder
from stockposture.io.case_folder import TableFormat, fill_case_folder
from stockposture.io.inside import inside
from stockposture.io.tables_out import write_csv

ACCOUNT = "assumptions.json"

#: Table of the evidence to its file: names that no table of a case has.
EVIDENCE = {
    "items": "profile.csv",
    "offers": "profile_offers.csv",
    "suppliers": "profile_suppliers.csv",
    "regions": "profile_regions.csv",
    "stretches": "stretches.csv",
}


def account_of(profile: Profile) -> dict[str, Any]:
    """Return the assumptions, where the figures came from, and what was left out."""
    return {
        "history": {"first": f"{profile.window.first:%Y-%m-%d}", "last": f"{profile.window.last:%Y-%m-%d}"},
        "planned_for": {"first": str(profile.period.first), "last": str(profile.period.last)},
        "assumptions": profile.assumptions.model_dump(mode="json"),
        "filled": [fill.as_dict() for fill in profile.fills],
        "notes": [note.as_dict() for note in profile.notes],
        "findings": [finding.as_dict() for finding in profile.findings],
        "confidence": profile.evidence["items"]["confidence"].value_counts().to_dict(),
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
        for table, name in EVIDENCE.items():
            write_csv(profile.evidence[table], inside(folder, name))
        account = json.dumps(account_of(profile), ensure_ascii=False, indent=1) + "\n"
        inside(folder, ACCOUNT).write_text(account, encoding="utf-8")

"""A segmented case as a folder: the case, its stockout costs filled in, with ``segments.csv`` beside it."""

import shutil
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from stockposture.io.atomic import whole_folder
from stockposture.io.case_folder import TableFormat, fill_case_folder
from stockposture.io.inside import inside
from stockposture.io.tables_out import write_csv
from stockposture.segmentation.segmentation import Segmentation

SEGMENTS = "segments.csv"
SENSITIVITY = "sensitivity.csv"
#: What other verbs write beside the tables of a case; kept, for it is still the account of most figures.
ACCOUNTS = ("assumptions.json", "profile.csv")
#: Items of which a document tells each one; more fill a file, not a screen.
MOST_ITEMS = 10_000


def write_segments(found: Segmentation, target: Path, *, source: Path | None = None) -> None:
    """Write the case folder with its segments, whole or not at all.

    Parameters
    ----------
    found
        The segments.
    target
        Folder to write; replaced if it is a case folder we wrote.
    source
        Folder the case was read from: accounts of its figures in it are taken along.

    Raises
    ------
    FileFaultError
        The folder could not be written; what was there is untouched.
    """
    kept = [path for name in ACCOUNTS if source is not None and (path := source / name).is_file()]
    with whole_folder(target, kind="case") as folder:
        fill_case_folder(found.case, folder, table_format=TableFormat.CSV)
        write_csv(found.items, inside(folder, SEGMENTS))
        if found.sensitivity is not None:
            write_csv(found.sensitivity.items, inside(folder, SENSITIVITY))
        for path in kept:
            shutil.copyfile(path, inside(folder, path.name))


def segments_document(found: Segmentation) -> dict[str, Any]:
    """Return what ``--json`` prints: counts, matrix, rules, and the items unless there are very many."""
    items = found.items
    document: dict[str, Any] = {
        "items": len(items),
        "annual_value": float(items["annual_value"].sum()),
        "currency": found.case.settings.currency,
        "abc_xyz": {str(name): {str(key): int(n) for key, n in row.items()} for name, row in found.classes.iterrows()},
        "criticality_fragility": [
            {"criticality": level, "fragility": other, "items": count, "annual_value": value}
            for level, counts, values in zip(
                found.matrix.index.tolist(),
                found.matrix.to_numpy().tolist(),
                found.value_matrix.to_numpy().tolist(),
                strict=True,
            )
            for other, count, value in zip(found.matrix.columns.tolist(), counts, values, strict=True)
        ],
        "governance": found.rules.to_dict("records"),
        "stockout_cost_from": {str(k): int(n) for k, n in items["stockout_cost_from"].value_counts().items()},
        "input_digest": found.case.digest,
    }
    if len(items) <= MOST_ITEMS:
        document["segments"] = _records(items)
    if found.sensitivity is not None:
        flipped = found.sensitivity.flipped
        document["sensitivity"] = {
            "plans": _records(found.sensitivity.plans),
            "items": len(items),
            "flipped": len(flipped),
            "flips": _records(flipped.head(MOST_ITEMS)),
        }
    return document


def _records(frame: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """Return rows as mappings for JSON, what is not there as ``None``."""
    numbers = frame.select_dtypes("float").columns
    plain = frame.astype(dict.fromkeys(numbers, object))
    plain[numbers] = plain[numbers].where(np.isfinite(frame[numbers]), None)
    return plain.to_dict("records")

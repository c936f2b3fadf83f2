"""A case from data frames, for Python users and tests."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding
from stockposture_models.tables.case import ROW_MODELS, Case
from stockposture_models.tables.check_case import check_case
from stockposture_models.tables.header import mend_header
from stockposture_models.tables.raw import RawTable
from stockposture_models.tables.row import Row
from stockposture_models.tables.settings import Settings


def raw_from_frame(
    frame: pd.DataFrame, table: str, model: type[Row] | None = None
) -> tuple[RawTable | None, list[Finding]]:
    """Return a data frame as a raw table (of a case, or of ``model``); rows are counted from 2, as below a header.

    The index is not a column: reset it first if it holds the key.
    """
    names, findings = mend_header([str(name) for name in frame.columns], model or ROW_MODELS[table], table)
    if any(finding.is_fault for finding in findings):
        return None, findings
    columns = {name: frame.iloc[:, at].reset_index(drop=True) for at, name in enumerate(names)}
    return RawTable(table, table, columns, np.arange(2, len(frame) + 2, dtype=np.int64)), findings


def case_from_frames(
    *,
    items: pd.DataFrame,
    suppliers: pd.DataFrame,
    offers: pd.DataFrame,
    regions: pd.DataFrame | None = None,
    warehouses: pd.DataFrame | None = None,
    settings: Settings | Mapping[str, object] | None = None,
) -> Case:
    """Make a case from data frames, through the same checks as files.

    Parameters
    ----------
    items, suppliers, offers, regions, warehouses
        Tables; only the required columns of the row models are needed. They are not changed.
    settings
        Settings, or a mapping of some of them.

    Raises
    ------
    BadInputError
        With every fault; ``row`` counts the first record as row 2, as in a file with a header.

    Examples
    --------
    >>> case = case_from_frames(
    ...     items=pd.DataFrame({"sku": ["A"], "demand_mean": 4, "demand_sd": 2, "stockout_cost": 30}),
    ...     suppliers=pd.DataFrame({"supplier": ["Near"]}),
    ...     offers=pd.DataFrame({"sku": ["A"], "supplier": ["Near"], "unit_price": 9, "lead_time_days": 5}),
    ... )
    >>> case.items.loc[0, "allowed_postures"]
    'jit|hybrid|jic'
    """
    given = {
        "items": items,
        "suppliers": suppliers,
        "offers": offers,
        "regions": regions,
        "warehouses": warehouses,
    }
    raws: list[RawTable] = []
    unread: list[str] = []
    findings: list[Finding] = []
    for table, frame in given.items():
        if frame is None or (table in ("regions", "warehouses") and not len(frame.columns)):
            continue
        raw, more = raw_from_frame(frame, table)
        findings += more
        if raw is None:
            unread.append(table)
        else:
            raws.append(raw)
    named = settings.model_dump() if isinstance(settings, Settings) else settings
    case, more = check_case(raws, named, settings_source="settings", unread=unread)
    findings += more
    if case is None or any(finding.is_fault for finding in findings):
        raise BadInputError(findings)
    return case.replace(findings=tuple(findings))

"""Limits of a plan as people call them."""

from stockposture.report.plain import one_line
from stockposture_models.plan.summary import LimitUse
from stockposture_models.tables.limit_kind import LimitKind

_CALLED = {LimitKind.CAPITAL: "working capital", LimitKind.SPACE: "all space"}


def limit_name(limit: LimitUse) -> str:
    """Return what people call a limit.

    >>> limit_name(LimitUse(kind=LimitKind.WAREHOUSE, name="Main store", unit="m3", use=1.0, cap=2.0))
    'warehouse Main store'
    """
    return f"{_CALLED.get(limit.kind, limit.kind.value)} {one_line(limit.name)}".strip()

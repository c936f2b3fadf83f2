"""The tables that plans are kept in, one set for all runs; their columns come from the row models."""

from functools import cache
from typing import TYPE_CHECKING, Any

from stockposture.io.plan_table import plan_types
from stockposture_models.plan.summary import LimitUse
from stockposture_models.tables.case import ROW_MODELS
from stockposture_models.tables.column_spec import Kind, specs_of

if TYPE_CHECKING:
    import sqlalchemy as sa

RUNS, ITEMS, LIMITS = "plan_runs", "plan_items", "plan_limits"
#: Before the name of a table of the case: the copy that plans are verified and explained by.
OF_CASE = "plan_case_"


@cache
def plan_metadata() -> "sa.MetaData":
    """Return the tables: ``plan_runs``, ``plan_items``, ``plan_limits`` and ``plan_case_...``.

    Every row carries the ``run_id`` of its run and goes when the run's row in ``plan_runs`` is deleted.
    """
    import sqlalchemy as sa

    metadata = sa.MetaData()
    number: Any = sa.Double()
    text: Any = sa.Text()
    sa.Table(
        RUNS,
        metadata,
        sa.Column("run_id", text, primary_key=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", text, nullable=False),
        sa.Column("items", sa.BigInteger(), nullable=False),
        sa.Column("currency", text, nullable=False),
        sa.Column("capital_cap", number),
        sa.Column("space_cap", number),
        sa.Column("total_cost", number, nullable=False),
        sa.Column("relevant_cost", number, nullable=False),
        sa.Column("capital", number, nullable=False),
        sa.Column("space_m3", number, nullable=False),
        sa.Column("fill_rate", number, nullable=False),
        sa.Column("input_digest", text, nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),  # as summary.json
        sa.Column("settings", sa.JSON(), nullable=False),
    )
    kinds: dict[type, Any] = {str: text, int: sa.BigInteger(), float: number}
    _table(metadata, ITEMS, {name: kinds[kind] for name, kind in plan_types().items()}, key=("sku",))
    limits = {name: text if name in ("kind", "name", "unit") else number for name in LimitUse.model_fields}
    _table(metadata, LIMITS, limits, key=("kind", "name"))
    of_kind = {Kind.NUMBER: number, Kind.COUNT: sa.BigInteger(), Kind.FLAG: sa.Boolean()}
    for table, model in ROW_MODELS.items():
        columns = {name: of_kind.get(spec.kind, text) for name, spec in specs_of(model).items()}
        _table(metadata, OF_CASE + table, columns, key=model.key)
    return metadata


def _table(metadata: "sa.MetaData", name: str, columns: dict[str, Any], *, key: tuple[str, ...]) -> None:
    import sqlalchemy as sa

    of_run = sa.ForeignKey(f"{RUNS}.run_id", ondelete="CASCADE")
    sa.Table(
        name,
        metadata,
        sa.Column("run_id", sa.Text(), of_run, primary_key=True),
        *(sa.Column(column, kind, primary_key=column in key) for column, kind in columns.items()),
    )

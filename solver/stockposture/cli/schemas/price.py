"""Document of ``price``: ``summary.json`` of a plan that nobody searched for."""

from stockposture.cli.schemas.build import Schema, of_model
from stockposture_models.plan.summary import Summary


def document() -> Schema:
    """Return the schema."""
    return of_model(Summary)

"""Document of ``solve``: ``summary.json``, and with ``--simulate`` the simulation."""

from stockposture.cli.schemas import simulate
from stockposture.cli.schemas.build import Schema, of_model
from stockposture_models.plan.summary import Summary


def document() -> Schema:
    """Return the schema."""
    made = of_model(Summary)
    made["properties"]["simulation"] = simulate.document() | {"description": "With --simulate."}
    return made

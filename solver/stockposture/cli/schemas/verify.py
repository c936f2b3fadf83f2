"""Document of ``verify``."""

from stockposture.cli.schemas.build import Schema, flag, number, record, whole


def document() -> Schema:
    """Return the schema."""
    return record(
        {
            "verified": flag("Everything was recomputed and agrees.", const=True),
            "items": whole(),
            "total_cost": number("[currency/yr]"),
            "gap": number("(Cost - lower bound) / relevant cost.", null=True),
            "limits": whole("Limits checked."),
        }
    )

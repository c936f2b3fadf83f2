"""Document of ``explain``."""

from stockposture.cli.schemas.build import Schema, by_name, many, number, record, text, whole
from stockposture_models.plan.row import PlanRow


def document() -> Schema:
    """Return the schema."""
    scalar: Schema = {"type": ["string", "number", "integer", "boolean", "null"]}
    figures = by_name(scalar)
    kinds = {"order_interval_days": whole("[days]"), "buffer_units": whole("[units]")}
    texts = {"sku", "posture", "split", "suppliers", "shares", "runner_up", "reason"}
    decision = {
        name: kinds.get(name) or (text() if name in texts else number(null=not field.is_required()))
        for name, field in PlanRow.model_fields.items()
    }
    decision["runner_up_extra_cost"] = number(null=True)
    return record(
        {
            "sku": text(),
            "description": text(),
            "currency": text(),
            "decision": record(decision, doc="Its row of the plan."),
            "facts": by_name({"anyOf": [scalar, many(text())]}, "What it was decided on."),
            "narrowed": by_name(scalar, "What governance rules changed."),
            "own_best": by_name(scalar, "What the item would be alone at the plan's prices."),
            "proof": by_name(scalar, "Status and gap of the plan, digest of its input."),
            "choices": many(figures, "The plan's choice, then the best of each posture and split."),
            "missing": many(figures, "Postures and splits it cannot have, and why."),
            "curves": many(figures, "Cost against buffer; choice is a row of choices, from 0."),
            "limits": many(figures, "Limits it touches, and what it pays for them."),
            "survival": many(figures, "Failures of what supplies it; days that never come are null."),
            "rules": many(figures, "Governance rules it is under."),
            "break_evens": many(figures, "Inputs at which the decision would be another."),
        }
    )

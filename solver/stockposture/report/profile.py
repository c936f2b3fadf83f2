"""A profile as a page of text: assumptions, where the figures came from, what was left out."""

from stockposture.history.confidence import Confidence
from stockposture.history.profile.assumptions import Assumptions, option_name, unit_of_option
from stockposture.history.profile.result import Profile
from stockposture.history.stretches.account import stretch_lines


def profile_text(made: Profile) -> str:
    """Return the account of a profile for people."""
    window = made.window
    head = f"demand of {window.first:%Y-%m-%d} to {window.last:%Y-%m-%d}, planned for {made.period}"
    lines = [f"{head}; assumptions (each is an option):"]
    for name, field in Assumptions.model_fields.items():
        value = getattr(made.assumptions, name)
        shown = "none" if value is None else str(value)
        unit = unit_of_option(name)
        mark = "" if value == field.default else "  (not the default)"
        lines.append(f"  {option_name(name):<26} {shown:>8} {unit:<15} {field.description}{mark}")
    lines += ["where the figures came from:", *(f"  {fill}" for fill in made.fills)]
    lines += ["left out, or worth knowing:", *(f"  {note}" for note in made.notes)]
    if len(made.stretches):
        lines += ["disrupted stretches:", *(f"  {line}" for line in stretch_lines(made.stretches))]
    return "\n".join([*lines, *_confidence(made)])


def _confidence(made: Profile) -> list[str]:
    """Return how many items are known how well, and why not better."""
    items = made.evidence["items"]
    counts = items["confidence"].value_counts()
    levels = ", ".join(f"{int(counts.get(level.value, 0)):,} {level.value}" for level in Confidence)
    reasons = items["confidence_reason"].str.split("; ").explode()
    # The month in which an item was last wanted differs from item to item.
    reasons = reasons[reasons != ""].str.replace(r"after \d{4}-\d{2}", "for long", regex=True)
    return [
        f"confidence in items: {levels}; because of",
        *(f"  {count:>7,} {reason}" for reason, count in reasons.value_counts().items()),
    ]

"""What is worth knowing of disrupted stretches, in words."""

import pandas as pd

from stockposture.history.notes import Action, Note, some_names
from stockposture.history.stretches.orders import promises_are_real
from stockposture.history.stretches.stretches import Scope, Source, Stretches

#: Stretches shown one by one, the longest first.
MOST_SHOWN = 20


def stretch_notes(stretches: Stretches, deliveries: pd.DataFrame) -> list[Note]:
    """Return what stretches left out.

    Parameters
    ----------
    stretches
        When what was disrupted.
    deliveries
        ``supplier``, ``region``, ``ordered``, ``promised``, ``received``.
    """
    timed = deliveries[deliveries["ordered"].notna() & deliveries["received"].notna()]
    out = stretches.covers(timed["ordered"], regions=timed["region"], suppliers=timed["supplier"])
    promised = int((deliveries["promised"].notna() & deliveries["received"].notna()).sum())
    notes = [
        Note(
            Action.COUNTED,
            f"disrupted stretches: {scope.value}",
            len(stretches.of(scope)),
            len(stretches),
            some_names(name for name in stretches.of(scope)["name"] if name),
        )
        for scope in Scope
    ]
    given = int((stretches.table["source"] == Source.GIVEN).sum())
    notes += [
        Note(Action.COUNTED, "disrupted stretches that were given", given, len(stretches), "the others: found"),
        Note(
            Action.DROPPED, "orders of disrupted stretches: no routine", int(out.sum()), len(timed), "tell of outages"
        ),
    ]
    if promised and not promises_are_real(deliveries):
        detail = "kept to the day by half or more; stretches go by the time from order to receipt"
        notes.append(Note(Action.COUNTED, "promises that were written afterwards", promised, promised, detail))
    return notes


def stretch_lines(stretches: Stretches) -> list[str]:
    """Return the stretches as lines of text, the longest of each scope, in order of time."""
    table = stretches.table
    days = (table["end"] - table["start"]).dt.days + 1
    longest = table.assign(days=days).sort_values("days", ascending=False, kind="stable").head(MOST_SHOWN).index
    shown = table.assign(days=days).loc[sorted(longest)]
    lines = [
        f"{row['start']:%Y-%m-%d} to {row['end']:%Y-%m-%d} {row['days']:>5} days  "
        f"{' '.join((row['scope'], row['name'])).strip()}: {row['label'] or 'disrupted'} ({row['source']})"
        for row in shown.to_dict("records")
    ]
    left = len(table) - len(shown)
    return lines + ([f"and {left:,} shorter ones: stretches.csv"] if left else [])

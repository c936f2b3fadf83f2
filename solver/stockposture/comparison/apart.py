"""Whether plans are of one case, and in what their cases differ if not."""

from stockposture_models.tables.case import ROW_MODELS, Case

#: Settings that change how a plan is searched for or what it is measured by, not the world it lives in.
_NOT_OF_THE_WORLD = frozenset({"mip_gap", "time_limit", "seed", "capital_cap", "currency"})


def apart(one: Case, other: Case) -> list[str]:
    """Return the tables and settings in which two cases differ; none if their plans live in one world."""
    if one.digest == other.digest:
        return []
    tables = [name for name in ROW_MODELS if not one.frames[name].equals(other.frames[name])]
    ours, theirs = one.settings.model_dump(), other.settings.model_dump()
    settings = [name for name in ours if name not in _NOT_OF_THE_WORLD and ours[name] != theirs[name]]
    return tables + [f"setting {name}" for name in settings]


def apart_words(first: str, one: Case, name: str, other: Case) -> list[str]:
    """Return what to bear in mind of two plans whose cases differ."""
    found = apart(one, other)
    if not found:
        return []
    what = (
        f"{first} and {name} are of different cases ({', '.join(found)}): part of what differs is the world,"
        f" not the decisions; price CASE {name} shows the same decisions in another world"
    )
    return [what]

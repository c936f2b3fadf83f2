"""How often each fill-in was used: nothing is filled in silently."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Fill:
    """Where the figures of one column came from.

    Parameters
    ----------
    column
        Table and column of the case.
    source
        ``data`` with the pool it came from, or the option that was used.
    rows, of
        Rows filled this way, out of how many.
    """

    column: str
    source: str
    rows: int
    of: int

    def as_dict(self) -> dict[str, object]:
        """Return the fields for JSON."""
        return asdict(self)

    def __str__(self) -> str:
        return f"{self.column:<32} {self.rows:>6,} of {self.of:<6,} {self.source}"

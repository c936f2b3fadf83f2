"""What a row model says of one column, in the form the column checks want."""

from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from stockposture_models.tables.row import TOO_LARGE, Row, is_rate, is_unlimited, unit_of


class Kind(StrEnum):
    """What a cell of a column holds."""

    TEXT = "text"
    NUMBER = "number"
    COUNT = "count"  #: a whole number
    FLAG = "flag"  #: true or false
    CHOICE = "choice"  #: one of a list of words


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column of a row model.

    Parameters
    ----------
    name
        Header.
    kind
        What its cells hold.
    required
        Whether the column must be there and no cell blank.
    default
        Value of a blank cell; ``None`` for an optional number means "unlimited" or "not given".
    unit
        Unit of measure.
    rate
        Whether the number is a fraction that may be written as a percentage.
    ge, gt, le, lt
        Bounds; ``None`` where there is none.
    too_large
        Where numbers are too large to reckon with; ``None`` if the column has an upper bound of its own or may be
        unlimited.
    pattern
        Regular expression the text must match.
    choices
        Words allowed.
    doc
        One sentence.
    """

    name: str
    kind: Kind
    required: bool
    default: Any
    unit: str
    rate: bool
    ge: float | None
    gt: float | None
    le: float | None
    lt: float | None
    too_large: float | None
    pattern: str | None
    choices: tuple[str, ...]
    doc: str

    @property
    def bounds(self) -> str:
        """The bounds in words, e.g. ``0 to 1``; empty without bounds."""
        low = self.ge if self.ge is not None else self.gt
        high = self.le if self.le is not None else self.lt
        if low is not None and high is not None:
            return f"{low:g} to {high:g}"
        if low is not None:
            return f"{low:g} or more" if self.ge is not None else f"more than {low:g}"
        if high is not None:
            return f"{high:g} or less" if self.le is not None else f"less than {high:g}"
        return ""


def _plain_type(field: FieldInfo) -> type:
    """Return the type of a field, ``None`` taken off."""
    annotation: Any = field.annotation
    if get_origin(annotation) in (UnionType, Union):
        (annotation,) = (part for part in get_args(annotation) if part is not type(None))
    if not isinstance(annotation, type):
        raise TypeError(f"a column cannot be of type {annotation!r}")
    return annotation


def _kind(plain: type) -> Kind:
    """Return what cells of a type hold; ``bool`` before ``int``, which it is a subclass of."""
    kinds = (
        (Enum, Kind.CHOICE),
        (bool, Kind.FLAG),
        (int, Kind.COUNT),
        (float, Kind.NUMBER),
        (str, Kind.TEXT),
    )
    for base, kind in kinds:
        if issubclass(plain, base):
            return kind
    raise TypeError(f"no column check for {plain.__name__}")


def _bound(field: FieldInfo, name: str) -> Any:
    return next((getattr(rule, name) for rule in field.metadata if getattr(rule, name, None) is not None), None)


def _spec(name: str, field: FieldInfo) -> ColumnSpec:
    plain = _plain_type(field)
    default = None if field.is_required() else field.default
    bounded = _bound(field, "le") is not None or _bound(field, "lt") is not None
    return ColumnSpec(
        name=name,
        kind=_kind(plain),
        required=field.is_required(),
        default=default.value if isinstance(default, Enum) else default,
        unit=unit_of(field),
        rate=is_rate(field),
        ge=_bound(field, "ge"),
        gt=_bound(field, "gt"),
        le=_bound(field, "le"),
        lt=_bound(field, "lt"),
        too_large=None if bounded or is_unlimited(field) or _kind(plain) is not Kind.NUMBER else TOO_LARGE,
        pattern=_bound(field, "pattern"),
        choices=tuple(str(member.value) for member in plain) if issubclass(plain, Enum) else (),
        doc=field.description or "",
    )


@cache
def specs_of(model: type[Row]) -> dict[str, ColumnSpec]:
    """Return the columns of a row model, in order.

    >>> from stockposture_models.tables.item import Item
    >>> specs_of(Item)["criticality"].bounds
    '1 to 5'
    """
    return {name: _spec(name, field) for name, field in model.model_fields.items()}

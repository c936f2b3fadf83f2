"""What every row model shares.

A row model is the one source of a table's names, units, bounds, defaults and docs. Column checks,
the workbook template and the table reference are derived from ``Row.model_fields``.
"""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic.fields import FieldInfo

#: No number may reach this but one for which blank means "unlimited": ten years of such a demand is still counted in
#: whole units (a float holds them to 9e15), and products of several such numbers stay finite.
TOO_LARGE = 1e12


class Row(BaseModel):
    """Base of the row models: frozen, no unknown columns, no nan or inf."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, str_strip_whitespace=True)

    table: ClassVar[str]  #: name of the table: file stem or sheet
    key: ClassVar[tuple[str, ...]]  #: columns that name a row; unique

    @field_validator("*")
    @classmethod
    def _not_too_large(cls, value: Any, info: ValidationInfo) -> Any:
        """Refuse a number of 1e12 or more where blank does not mean "unlimited"."""
        if isinstance(value, float) and value >= TOO_LARGE and not is_unlimited(cls.model_fields[str(info.field_name)]):
            raise ValueError(f"should be less than {TOO_LARGE:g}")
        return value


def column(
    default: Any = ...,
    *,
    unit: str = "",
    doc: str,
    rate: bool = False,
    unlimited: bool = True,
    **bounds: Any,
) -> Any:
    """Describe one column.

    Parameters
    ----------
    default
        Value of a blank cell or an absent column; ``...`` makes the column required.
    unit
        Unit of measure as shown to people; empty for text and plain counts.
    doc
        One sentence for the table reference.
    rate
        Whether the number is a fraction that may be written as a percentage (``95%``).
    unlimited
        Whether a blank cell of an optional number may stand for a very large one; ``False`` where it means "not given".
    **bounds
        ``ge``, ``gt``, ``le``, ``lt``, ``min_length``, ``pattern`` as in :func:`pydantic.Field`.
    """
    extra: dict[str, Any] = {"unit": unit, "rate": rate, "unlimited": unlimited}
    return Field(default, description=doc, json_schema_extra=extra, **bounds)


def unit_of(field: FieldInfo) -> str:
    """Return the unit a column was described with."""
    extra = field.json_schema_extra
    return str(extra["unit"]) if isinstance(extra, dict) else ""


def is_rate(field: FieldInfo) -> bool:
    """Return whether a column is a fraction that may be written as a percentage."""
    extra = field.json_schema_extra
    return bool(extra["rate"]) if isinstance(extra, dict) else False


def is_unlimited(field: FieldInfo) -> bool:
    """Return whether a blank cell of a number column means "unlimited"."""
    extra = field.json_schema_extra
    stated = bool(extra["unlimited"]) if isinstance(extra, dict) else True
    return stated and not field.is_required() and field.default is None

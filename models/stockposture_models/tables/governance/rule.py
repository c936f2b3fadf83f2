"""A governance rule as it stands in the settings."""

from typing import Self

from pydantic import ConfigDict, Field, field_validator, model_validator

from stockposture_models.tables.governance.grammar import read_condition
from stockposture_models.tables.posture_name import PostureName
from stockposture_models.tables.setting import Setting

TIME_TO_RECOVER = "time-to-recover"
#: Buffers of more days are slips of the pen.
TEN_YEARS = 3650


class Rule(Setting):
    """One rule: for which items, and what they may not be or must survive."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, populate_by_name=True)

    name: str = Field(
        min_length=1,
        max_length=80,
        pattern=r'^[^"|\x00-\x1f\x7f\u2028\u2029]*[^"|\s\x00-\x1f\x7f\u2028\u2029]$',
        description="What people call it; without quotes and |, and no blank at its end.",
    )
    when: str = Field("", description="Which items: e.g. criticality >= 4 and fragility >= 3; blank: all.")
    not_: tuple[PostureName, ...] = Field((), alias="not", description="Postures these items may not have.")
    survive: str | float | None = Field(
        None,
        description="Days of mean demand the buffer must last, or time-to-recover: as long as the longest single "
        "outage that can strike one of the item's suppliers.",
    )

    @field_validator("when")
    @classmethod
    def _readable(cls, text: str) -> str:
        read_condition(text)
        return text

    @field_validator("survive")
    @classmethod
    def _days(cls, days: str | float | None) -> str | float | None:
        if isinstance(days, str) and days != TIME_TO_RECOVER:
            raise ValueError(f'should be "{TIME_TO_RECOVER}" or a number of days')
        if isinstance(days, float) and not 0 <= days <= TEN_YEARS:
            raise ValueError(f"should be 0 to {TEN_YEARS} days")
        return days

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.not_ and self.survive is None:
            raise ValueError(f'rule "{self.name}" asks for nothing: give it not = ["jit"] or survive')
        return self

    @property
    def effect(self) -> str:
        """What it asks for, in words.

        >>> Rule(name="no jit", survive=10, **{"not": ["jit", "hybrid"]}).effect
        'not jit or hybrid, survive 10 days'
        """
        parts = [f"not {' or '.join(posture.value for posture in self.not_)}"] if self.not_ else []
        if self.survive is not None:
            days = self.survive if isinstance(self.survive, str) else f"{self.survive:g} days"
            parts.append(f"survive {days}")
        return ", ".join(parts)

"""Base of the parts of a summary."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """Frozen, no unknown names, no nan or inf."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

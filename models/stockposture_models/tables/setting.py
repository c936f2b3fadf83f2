"""What every group of settings shares."""

from pydantic import BaseModel, ConfigDict


class Setting(BaseModel):
    """Base of the settings: frozen, no unknown names."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

"""The plan: what was decided, what it costs, why."""

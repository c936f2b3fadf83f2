"""How many days the world's year and month have."""

DAYS_A_YEAR = 365.0
DAYS_A_MONTH = DAYS_A_YEAR / 12.0

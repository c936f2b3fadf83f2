"""Plans that nobody searched for: what a rule of thumb would do, and what is done today, at our prices."""

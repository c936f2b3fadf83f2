"""The verb ``frontier``: one case under many limits, what each costs and what changes between them."""

"""The verb ``segment``: classes, criticality and fragility, what governance allows, what a stockout costs."""

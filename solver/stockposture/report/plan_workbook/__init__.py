"""A plan as one Excel workbook."""

"""Reading workbooks: the container is checked first, then its sheets, then the cells."""

from stockposture.io.excel.workbook import read_workbook

__all__ = ["read_workbook"]

"""The starter case: its content, and how it is written as a folder of CSV or as a workbook."""

from stockposture.io.template.folder import write_starter_folder
from stockposture.io.template.workbook import write_starter_workbook

__all__ = ["write_starter_folder", "write_starter_workbook"]

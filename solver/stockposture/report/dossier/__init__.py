"""What a report of a plan holds, before it is a page or a workbook."""

"""Reading and writing: folders, CSV, Parquet, workbooks, plan folders."""

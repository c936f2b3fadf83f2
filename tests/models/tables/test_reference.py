"""docs/tables.md is what the row models say."""

from pathlib import Path

from stockposture_models.tables.case import ROW_MODELS
from stockposture_models.tables.reference import reference

PAGE = Path(__file__).parents[3] / "docs" / "tables.md"


def test_the_committed_page_is_up_to_date():
    written = PAGE.read_text(encoding="utf-8")
    command = "python -c 'from stockposture_models.tables.reference import reference as r; print(r(), end=\"\")'"
    assert written == reference(), f"write it again: {command} > docs/tables.md"


def test_every_column_is_on_the_page():
    page = reference()
    for table, model in ROW_MODELS.items():
        section = page.split(f"\n## {table} ")[1].split("\n## ")[0]
        for name, field in model.model_fields.items():
            assert f"| `{name}` |" in section
            assert field.description

"""Word files, made by python-docx where it can make them, and by hand where no program would."""

from datetime import UTC, datetime

import docx
import pytest
from docx.document import Document


@pytest.fixture
def document() -> Document:
    """An empty document, dated, with a title that no person gave."""
    made = docx.Document()
    made.core_properties.title = "Microsoft Word - draft.docx"
    made.core_properties.modified = datetime(2021, 5, 4, tzinfo=UTC)
    return made

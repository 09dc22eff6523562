"""The XML parts of a Word file, checked."""

from collections.abc import Mapping
from typing import Final

from indexer.readers.office_package import OfficeFormat, xml_parts

# A thousand pages are about 10 MB of XML. Its tree takes some 25 bytes for each byte: more would not fit the child's
# memory. The sum is bounded instead of each part's ratio: Word's tables are rightly packed 50 to 1.
MAX_XML: Final = 24 * 1000 * 1000

_WORD: Final = OfficeFormat(
    program="Word", document="a Word document", suffix=".docx", folder="word/", max_xml=MAX_XML
)


def word_parts(data: bytes, where: str) -> Mapping[str, bytes]:
    """Return {name: bytes} of every XML part; raises ReadError if it is not a complete, unprotected Word document."""
    return xml_parts(data, where, _WORD)

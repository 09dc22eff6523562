"""The version of what an index contains: a build of another version is not read, but built again."""

from typing import Final

from indexer.analysis import ANALYSIS_VERSION

# Raise the first number with any change of indexer/indexed_fields.py, of indexer/stored_fields.py, of the layout of segments, or of the files beside them.
SCHEMA_VERSION: Final = 15 * 1000 + ANALYSIS_VERSION

"""The version of what an index holds: a build of another version is not read, but made anew."""

from typing import Final

from indexer.analysis import ANALYSIS_VERSION

# Raise the first number with any change of indexer/indexed.py or of the layout of segments.
SCHEMA_VERSION: Final = 2 * 1000 + ANALYSIS_VERSION

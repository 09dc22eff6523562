"""The codec: how a segment of the index lies on disk, as flat arrays (docs/index-format.md)."""

"""Builds on disk: finished, immutable indexes; which one is live; publish and roll back."""

from indexer.builds.build import Build
from indexer.builds.builds import Builds
from indexer.builds.manifest import Manifest

__all__ = ["Build", "Builds", "Manifest"]

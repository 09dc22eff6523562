"""The `fieldguide` command."""

from searchapp.cli.command import group, main

__all__ = ["group", "main"]

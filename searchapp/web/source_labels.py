"""The name of a source in, what pages call it out. In addresses and in answers of the API it keeps its name."""

from flask import has_app_context

from searchapp.web.app_context import app_context


def source_label(name: str) -> str:
    """Return the label that the settings give to a source, else its *name*."""
    # Without an application there are no settings.
    return app_context().config.source_labels.get(name, name) if has_app_context() else name

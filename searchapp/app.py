"""Settings and an engine in, a WSGI application out: the only place where the parts are connected."""

from importlib.metadata import version
from typing import Any, Final
from urllib.parse import quote

from flask import Flask, request
from werkzeug.routing import BaseConverter

from indexer.config import Config
from indexer.control_characters import escaped
from indexer.open_index_writer import open_index_writer
from indexer.runs.reindexing import ReindexRequests
from searchapp.engine.protocol import SearchEngine
from searchapp.web import (
    api,
    discovery,
    failures,
    files,
    health,
    llms_txt,
    metrics,
    openapi,
    pages,
    reindexing,
    resources,
)
from searchapp.web.addresses import Addresses
from searchapp.web.app_context import EXTENSION, AppContext, release_engine
from searchapp.web.assets import Assets
from searchapp.web.conditional import ETags, set_preconditions_aside, strip_coding_suffixes
from searchapp.web.embed import frame
from searchapp.web.exports import views as exports
from searchapp.web.headers import protected
from searchapp.web.path_prefix import PathPrefix
from searchapp.web.reader_language import choose_language, forget_language
from searchapp.web.reading_list import views as reading_list
from searchapp.web.rendering import prepare
from searchapp.web.source_labels import label_sources
from searchapp.web.translations.catalogues import Languages

PACKAGE: Final = "fieldguide"


class AnythingConverter(BaseConverter):
    """The rest of a path, slashes and all: ids may contain any character."""

    regex = r"[\s\S]+"
    part_isolating = False


class PerhapsNothingConverter(AnythingConverter):
    """The rest of a path, which may also end there."""

    regex = r"[\s\S]*"
    part_isolating = False


class Application(Flask):
    """Flask, with a log that no made-up address can forge lines in."""

    def log_exception(self, exc_info: Any) -> None:
        """Log a fault of ours: at which path, as one word, and never with the query, which holds what people typed."""
        self.logger.error(
            "Exception on %s %s",
            escaped(request.method),
            quote(request.path, errors="replace"),
            exc_info=exc_info,
        )


def create_app(config: Config, engine: SearchEngine, *, reindex_token: str | None = None) -> Flask:
    """Return an application that answers from *engine*; it reads nothing from the environment.

    *reindex_token* is what lets `POST /api/v1/reindex` ask for a run; None: nobody may.
    """
    prefix = config.path_prefix
    app_context = AppContext(
        config=config,
        engine=engine,
        tags=ETags(config, version(PACKAGE)),
        assets=Assets(),
        languages=Languages(config.site.language),
        links=Addresses(root=prefix),
        api_links=Addresses(root=config.public_root),
        requests=ReindexRequests(config.paths.requests, open_index_writer(config)),
        reindex_token=reindex_token,
    )
    # Static files have a route of their own (files.py): Flask's knows nothing of hashed addresses.
    app = Application("searchapp.web", static_folder=None, template_folder="templates")
    app.extensions[EXTENSION] = app_context
    app.url_map.converters |= {"anything": AnythingConverter, "perhaps_nothing": PerhapsNothingConverter}
    # An id may begin with a slash or hold two; and a redirect would put the Host header into our answer.
    app.url_map.merge_slashes = False
    app.url_map.strict_slashes = False
    for module in (
        pages,
        exports,
        reading_list,
        resources,
        files,
        api,
        openapi,
        reindexing,
        discovery,
        llms_txt,
        health,
        metrics,
        frame,
    ):
        app.register_blueprint(module.blueprint)
    failures.register(app)
    app.before_request(choose_language)
    app.before_request(lambda: label_sources(config.source_labels))
    app.before_request(strip_coding_suffixes)
    app.before_request(set_preconditions_aside)
    # The one that is named last is called first.
    app.after_request(protected)
    app.after_request(failures.refuse_unmet)
    app.teardown_appcontext(release_engine)
    app.teardown_appcontext(forget_language)
    app.teardown_appcontext(lambda _: label_sources(None))
    prepare(app, app_context)
    if prefix:
        own = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()}
        app.wsgi_app = PathPrefix(app.wsgi_app, prefix, config.serve.proxy_prefix, own)  # type: ignore[method-assign]
    return app

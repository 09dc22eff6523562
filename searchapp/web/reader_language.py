"""The language of the reader, chosen by the address: the parameter `lang`, else the site's own.

It is kept in the address alone, so that a link shows everyone the same page, and no answer varies by a header or a cookie.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import request

from searchapp.web.addresses import LANGUAGE, Addresses
from searchapp.web.app_context import app_context
from searchapp.web.headers import is_api
from searchapp.web.translations.current import language, speak
from searchapp.web.translations.language import ENGLISH, Language

AddressIn = Callable[[Addresses], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageChoice:
    """A language, and this page in it."""

    tag: str
    name: str  # as its readers call it
    address: str | None  # None: too long, a button of the search form asks for it
    current: bool


def choose_language() -> None:
    """Set the language of the reader: unknown ones are ignored, and the API speaks English."""
    languages = app_context().languages
    # A button of a form sends its language behind the one that the form keeps.
    asked = next(iter(request.args.getlist(LANGUAGE)[-1:]), "")
    speak(ENGLISH if is_api() else languages.find(asked) or languages.site)


def forget_language(_: BaseException | None) -> None:
    """Set the language back: the thread answers others."""
    speak(ENGLISH)


def page_links() -> Addresses:
    """Return the links of pages in the language of the reader; the site's own needs no parameter."""
    return _in(language(), app_context().links)


def public_links() -> Addresses:
    """Return the same links as search engines are to know them: absolute once base_url is configured."""
    return _in(language(), app_context().api_links)


def language_choices(address: AddressIn, *, public: bool = False) -> tuple[LanguageChoice, ...]:
    """Return all languages, each with the *address* of this page in it."""
    here = app_context()
    links = here.api_links if public else here.links
    return tuple(
        LanguageChoice(
            tag=each.tag, name=each.name, address=address(_in(each, links)), current=each is language()
        )
        for each in here.languages
    )


def _in(spoken: Language, links: Addresses) -> Addresses:
    return links if spoken is app_context().languages.site else replace(links, language=spoken.tag)

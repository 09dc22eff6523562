"""Settings for property tests: how many examples each is tried on in each profile, and no verdict from a clock.

`default` tries the same examples on every run, so that a change is to blame where a test fails. `slow` tries so many
times as many; where `CI` is set the same ones too, elsewhere others each time. See docs/testing.md.
"""

import os
from typing import Final

from hypothesis import HealthCheck, settings

from tests.not_none import not_none

# Of a test that says nothing else. `steadily` is in proportion to what the profile that was chosen has here.
_USUAL: Final = 25
_MORE: Final = 20

PROFILE_KEY: Final = "HYPOTHESIS_PROFILE"


def load_profiles() -> None:
    """Make the profiles known, and choose the one of the environment; `--hypothesis-profile` goes before it."""
    for name, examples, random in (
        ("default", _USUAL, False),
        ("slow", _USUAL * _MORE, not os.environ.get("CI")),
    ):
        settings.register_profile(
            name,
            max_examples=examples,
            derandomize=not random,
            database=None,
            deadline=None,
            print_blob=True,
            # A fixture that makes builds in tmp_path may serve many examples: each makes a build of its own.
            suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
        )
    settings.load_profile(os.environ.get(PROFILE_KEY, "default"))


def steadily(examples: int) -> settings:
    """Return settings for *examples* examples in the profile `default`, and in proportion in any other."""
    chosen = not_none(settings.default)
    return settings(max_examples=examples * chosen.max_examples // _USUAL)

"""Settings for property tests: the same examples on every run, and no verdict from a clock."""

from hypothesis import HealthCheck, settings


def steadily(examples: int) -> settings:
    """Return settings for *examples* examples that never differ from run to run."""
    return settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        # A fixture that makes builds in tmp_path may serve many examples: each makes a build of its own.
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )

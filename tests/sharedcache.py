"""A cache that several processes share: it stands in for Valkey, whose counting is atomic."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any

from django.core.cache.backends.base import BaseCache


class Server(ThreadingTCPServer):
    """Answers one line of JSON with another, one at a time."""

    daemon_threads = True
    request_queue_size = 200

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.values: dict[str, Any] = {}
        self.lock = threading.Lock()

    def answer(self, verb: str, key: str, value: Any) -> Any:
        with self.lock:
            if verb == "add":
                is_new = key not in self.values
                self.values.setdefault(key, value)
                return is_new
            if verb == "incr":
                self.values[key] += value
            return self.values.get(key)


class Handler(StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        found = self.server.answer(*json.loads(self.rfile.readline()))
        self.wfile.write(json.dumps(found).encode())


class SharedCache(BaseCache):
    """Only what limits need; nothing runs out."""

    def __init__(self, port: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.address = ("127.0.0.1", int(port))

    def ask(self, verb: str, key: Any, value: Any = None) -> Any:
        with socket.create_connection(self.address, timeout=20) as line:
            line.sendall(json.dumps([verb, self.make_key(key), value]).encode() + b"\n")
            with line.makefile() as answer:
                return json.loads(answer.read())

    def add(self, key: Any, value: Any, **_options: Any) -> bool:
        return bool(self.ask("add", key, value))

    def incr(self, key: Any, delta: int = 1, **_options: Any) -> int:
        return int(self.ask("incr", key, delta))

    def get(self, key: Any, default: Any = None, **_options: Any) -> Any:
        found = self.ask("get", key)
        return default if found is None else found

    def set(self, *_args: Any, **_options: Any) -> None:
        """Keep nothing: what a page remembers is not what is asked here."""


@contextmanager
def run_cache() -> Iterator[int]:
    """Serve an empty cache to other processes and yield its port."""
    with Server() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield int(server.server_address[1])
        server.shutdown()

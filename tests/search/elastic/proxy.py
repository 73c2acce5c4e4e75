"""A way to the node that can swallow all bytes."""

import contextlib
import socket
import threading
from urllib.parse import urlsplit


class HangingProxy:
    """Passes on what is said, until ``is_hanging``; then it takes everything and is silent."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.target = (parts.hostname, parts.port)
        self.is_hanging = False
        self.server = socket.create_server(("127.0.0.1", 0))
        self.sockets = [self.server]
        self.threads: list[threading.Thread] = []
        self.address = f"http://127.0.0.1:{self.server.getsockname()[1]}"
        self._start(self._accept)

    def close(self) -> None:
        """Close all that was opened; who waits at one of them wakes up and ends."""
        for one in self.sockets:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        for thread in self.threads:
            thread.join()
        for one in self.sockets:
            one.close()

    def _start(self, work, *arguments) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self.threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _from = self.server.accept()
                far = socket.create_connection(self.target)
                self.sockets += [near, far]
                for pair in ((near, far), (far, near)):
                    self._start(self._pass_on, *pair)

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(65536):
                if not self.is_hanging:
                    target.sendall(piece)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)

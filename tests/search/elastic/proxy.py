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
        self.address = f"http://127.0.0.1:{self.server.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self.server.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _from = self.server.accept()
                far = socket.create_connection(self.target)
                for pair in ((near, far), (far, near)):
                    threading.Thread(
                        target=self._pass_on, args=pair, daemon=True
                    ).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(65536):
                if not self.is_hanging:
                    target.sendall(piece)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)

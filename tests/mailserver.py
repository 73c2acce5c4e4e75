"""A real SMTP server on 127.0.0.1 that can be slow, refuse, hang up and be away."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable
from email import message_from_bytes
from email.message import Message

from aiosmtpd.controller import Controller


class MailServer:
    """Keeps what it took; ``answers`` says by recipient what else it does.

    Answers: a code such as ``"550 unknown"`` at RCPT, ``"hang"``, ``"drop"`` (takes the
    body and breaks off), ``"data 554 spam"``.
    """

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.answers: dict[str, str] = {}
        self.delay_seconds = 0.0
        self.on_stage: Callable[[str], None] = lambda stage: None
        self.arrived = threading.Condition()
        self.controller: Controller | None = None
        self.port = 0

    def start(self) -> None:
        port = self.port or find_free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=port)
        self.controller.start()
        self.port = self.controller.port

    def stop(self) -> None:
        if self.controller is not None:
            self.controller.stop(no_assert=True)
            self.controller = None

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802 -- the library's name
        envelope.mail_from = address
        self.on_stage("mail")
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 -- the library's name
        answer = self.answers.get(address, "")
        if answer[:1].isdigit():
            return answer
        if answer == "hang":
            await asyncio.sleep(30)
        await asyncio.sleep(self.delay_seconds)
        envelope.rcpt_tos.append(address)
        self.on_stage("rcpt")
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- the library's name
        answer = self.answers.get(envelope.rcpt_tos[0], "")
        if answer.startswith("data "):
            return answer.removeprefix("data ")
        with self.arrived:
            self.taken.append(message_from_bytes(envelope.content))
            self.arrived.notify_all()
        if answer == "drop":
            server.transport.abort()
        self.on_stage("taken")
        return "250 OK"

    def wait_for(self, count: int, timeout: float = 60) -> bool:
        """Wait until so many messages have arrived."""
        with self.arrived:
            return self.arrived.wait_for(lambda: len(self.taken) >= count, timeout)

    def count_by_id(self) -> Counter[str]:
        return Counter(message["Message-ID"] for message in self.taken)


def find_free_port() -> int:
    import socket  # noqa: PLC0415 -- only here

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

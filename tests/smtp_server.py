"""A mail server of the tests' own, on this machine: it takes mails, remembers them, misbehaves as told."""

from __future__ import annotations

import socketserver
import threading
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from typing import Any

GOOD = b"250 OK\r\n"


@dataclass
class Taken:
    """What arrived, in its order, and how the server is to behave."""

    mails: list[Message] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    rcpt_answers: dict[str, bytes] = field(default_factory=dict)  # address -> what RCPT is answered with
    data_answer: bytes = GOOD
    greeting: bytes = b"220 test\r\n"
    silent: bool = False  # takes the connection and says nothing
    drop_after: int = 0  # accepts this many mails on a connection, then hangs up without a word
    drop_unanswered: bool = False  # keeps the mail, and hangs up instead of answering
    arrived: threading.Condition = field(default_factory=threading.Condition)

    def wait_for(self, count: int, timeout: float) -> bool:
        with self.arrived:
            return self.arrived.wait_for(lambda: len(self.mails) >= count, timeout)

    def deliveries(self) -> Counter[str]:
        return Counter(str(mail["Message-ID"]) for mail in list(self.mails))


class _Talk(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        taken = self.server.taken
        if taken.silent:
            self.rfile.read(1)
            return
        self.wfile.write(taken.greeting)
        recipient, accepted = "", 0
        while line := self.rfile.readline(2000):
            verb = line[:4].upper()
            if verb == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            if verb == b"RCPT":
                recipient = line.decode().partition("<")[2].partition(">")[0]
                self.wfile.write(taken.rcpt_answers.get(recipient, GOOD))
            elif verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                content = self._content()
                if content is None:
                    return
                if taken.data_answer == GOOD:
                    self._keep(content, recipient)
                    accepted += 1
                if taken.drop_unanswered:
                    return
                self.wfile.write(taken.data_answer)
                if taken.drop_after and accepted >= taken.drop_after:
                    return
            else:
                self.wfile.write(GOOD)

    def _content(self) -> bytes | None:
        """The mail up to its closing dot; None when the line broke before it came."""
        lines = []
        while (line := self.rfile.readline(100_000)) != b".\r\n":
            if not line:
                return None
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _keep(self, content: bytes, recipient: str) -> None:
        with self.server.taken.arrived:
            self.server.taken.mails.append(message_from_bytes(content))
            self.server.taken.to.append(recipient)
            self.server.taken.arrived.notify_all()


class Server(socketserver.ThreadingTCPServer):
    """Use as a context manager; `taken` tells what came."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.taken = Taken()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)

    @property
    def port(self) -> int:
        return self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed leaves its line open or broken."""

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join(timeout=5)

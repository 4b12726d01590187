"""A name server of the tests' own, on this machine: it answers TXT questions from a table, or misbehaves."""

from __future__ import annotations

import socketserver
import threading
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset

NO_SUCH_NAME, FAILURE, SILENCE, CUT = "no such name", "failure", "silence", "cut"
Answer = list[str] | str  # records as in a zone file ("CNAME x." or a quoted text), or one of the words above


class _Talk(socketserver.BaseRequestHandler):
    server: NameServer

    def handle(self) -> None:
        content, socket = self.request
        question = dns.message.from_wire(content)
        name = question.question[0].name.to_text().rstrip(".")
        told = self.server.table.get(name, NO_SUCH_NAME)
        self.server.asked.append(name)
        if told == SILENCE:
            return
        answer = dns.message.make_response(question)
        answer.flags |= dns.flags.RA
        if isinstance(told, str):
            answer.set_rcode({NO_SUCH_NAME: dns.rcode.NXDOMAIN, FAILURE: dns.rcode.SERVFAIL}.get(told, 0))
            answer.flags |= dns.flags.TC if told == CUT else 0
        else:
            answer.answer += self.server.chain(name)
        socket.sendto(answer.to_wire(), self.client_address)


class NameServer(socketserver.ThreadingUDPServer):
    def __init__(self, table: dict[str, Answer]) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.table, self.asked = table, []  # type: ignore[var-annotated]

    def chain(self, name: str) -> list[dns.rrset.RRset]:
        """The records of a name and, behind an alias, those of where it leads, as a resolver puts them."""
        records = self.table.get(name, [])
        if isinstance(records, list) and records and records[0].startswith("CNAME "):
            target = records[0].removeprefix("CNAME ")
            alias = dns.rrset.from_text(f"{name}.", 60, "IN", "CNAME", target)
            return [alias, *self.chain(target.rstrip("."))]
        return [dns.rrset.from_text(f"{name}.", 60, "IN", "TXT", *records)] if records else []

    def resolver(self) -> dns.resolver.Resolver:
        found = dns.resolver.Resolver(configure=False)
        found.nameservers, found.port = ["127.0.0.1"], self.server_address[1]
        return found

    def __enter__(self) -> NameServer:
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.shutdown()
        self.server_close()

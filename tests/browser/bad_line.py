"""A line between one phone and the server that does to requests whatever a network does, and forgets none of them."""

import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

SECONDS = 30
HEADERS = {"cache-control", "content-encoding", "content-security-policy", "content-type", "etag", "retry-after"}

CLEAR = "clear"
OUT = "out"  # no request arrives
KEPT_BACK = "kept back"  # it does not arrive now
TWICE = "twice"
ANSWER_LOST = "answer lost"  # it arrives, and the phone never hears of it
ANSWER_CUT = "answer cut"
ANSWER_LATE = "answer late"  # until ``let_go``
WAYS = (CLEAR, CLEAR, CLEAR, CLEAR, OUT, KEPT_BACK, TWICE, ANSWER_LOST, ANSWER_CUT, ANSWER_LATE)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as it was sent."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer as it came."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class BadLine:
    """A port of its own; what is no request for a plan is answered without the server, as from a phone's own cache."""

    def __init__(self, server_port: int) -> None:
        self.way = CLEAR
        self.sent: list[Asked] = []
        self.let_go = threading.Event()
        self._server_port = server_port
        self._kept: dict[str, Answer] = {}
        line = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                line._pass(self)

            do_POST = do_GET

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> "BadLine":
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.let_go.set()
        self._http.shutdown()
        self._http.server_close()

    def forward(self, asked: Asked) -> Answer | None:
        """Bring a request to the server; None when there is no answer."""
        connection = HTTPConnection("127.0.0.1", self._server_port, timeout=SECONDS)
        try:
            connection.request(asked.method, asked.path, asked.body, dict(asked.headers))
            reply = connection.getresponse()
            headers = tuple((name, value) for name, value in reply.getheaders() if name.lower() in HEADERS)
            return Answer(status=reply.status, headers=headers, body=reply.read())
        except (OSError, HTTPException):
            return None
        finally:
            connection.close()

    def _pass(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        headers = {name: value for name, value in handler.headers.items() if name.lower() != "connection"}
        asked = Asked(method=handler.command, path=handler.path, headers=headers, body=body)
        answer = self._answer(asked) if asked.path.startswith("/api/") else self._kept_answer(asked)
        with suppress(OSError):
            self._reply(handler, answer)

    def _answer(self, asked: Asked) -> Answer | None:
        way = self.way
        if way == OUT:
            return None
        if asked.method == "POST":
            self.sent.append(asked)
        if way == KEPT_BACK:
            return None
        if way == TWICE:
            self.forward(asked)
        answer = self.forward(asked)
        if way == ANSWER_LATE:
            self.let_go.wait(SECONDS)
        return None if way == ANSWER_LOST else answer

    def _kept_answer(self, asked: Asked) -> Answer | None:
        if asked.path not in self._kept and (answer := self.forward(asked)):
            self._kept[asked.path] = answer
        return self._kept.get(asked.path)

    def _reply(self, handler: BaseHTTPRequestHandler, answer: Answer | None) -> None:
        handler.close_connection = answer is None or self.way == ANSWER_CUT
        if answer is None:
            return
        handler.send_response_only(answer.status)
        for name, value in answer.headers:
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(answer.body)))
        handler.end_headers()
        is_cut = self.way == ANSWER_CUT and handler.path.startswith("/api/")
        handler.wfile.write(answer.body[: len(answer.body) // 2] if is_cut else answer.body)

"""A line to the server that breaks off in the middle of its replies, or on which something else answers."""

import re
import socket
import threading
from contextlib import suppress
from types import TracebackType

HEAD_END = b"\r\n\r\n"


class CutLine:
    """Passes bytes on between a port of its own and the server's.

    While ``is_cutting``, half of a reply's body passes; while there is an ``answer``, every request gets that one.
    While something is ``dropped``, a request with it arrives, and nothing of its reply does.
    ``received_bytes`` is what has come from the server.
    """

    def __init__(self, port: int) -> None:
        self.is_cutting = False
        self.answer = b""
        self.dropped = b""
        self.received_bytes = 0
        self._server = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> "CutLine":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._server))
            lost = threading.Event()
            threading.Thread(target=self._pass, args=(near, far, False, lost), daemon=True).start()
            threading.Thread(target=self._pass, args=(far, near, True, lost), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, is_reply: bool, lost: threading.Event) -> None:
        with suppress(OSError):
            while part := source.recv(65536):
                if self.dropped and not is_reply and self.dropped in part:
                    lost.set()
                if is_reply and lost.is_set():
                    break
                if self.answer and not is_reply:
                    _read_to_the_end(source, part)
                    source.sendall(self.answer)
                    break
                if is_reply and self.is_cutting:
                    head, end, body = part.partition(HEAD_END)
                    target.sendall(head + end + body[: len(body) // 2])
                    break
                self.received_bytes += len(part) if is_reply else 0
                target.sendall(part)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


def _read_to_the_end(source: socket.socket, request: bytes) -> None:
    """Who is answered before the whole request was read loses the answer."""
    while HEAD_END not in request:
        request += source.recv(65536)
    head, _, body = request.partition(HEAD_END)
    length = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
    missing = int(length[1]) - len(body) if length else 0
    while missing > 0 and (part := source.recv(65536)):
        missing -= len(part)

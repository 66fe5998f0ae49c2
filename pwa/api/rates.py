"""How often one network may make plans or be refused, and one device may save; counted in memory alone."""

import ipaddress
import math
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import HTTPConnection

from pwa.api.problems import Problem
from pwa.errors import PocketPlanError

_IPV4 = re.compile(r"(?:::ffff:)?([0-9]+\.[0-9]+\.[0-9]+)\.[0-9]+")  # as a socket gives it; also within IPv6


class Rates:
    """Counts of one server process, by shortened address: /24 for IPv4, /48 for IPv6."""

    def __init__(self) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())

    def count(self, what: str, request: HTTPConnection, per_hour: int) -> None:
        """Count one try.

        Raises:
            Problem: ``too_many_requests``, with the seconds to wait in ``Retry-After``.
        """
        limit, network = _limit(per_hour), shortened(request)
        if not self._window.hit(limit, what, network):
            raise self._later(limit, what, network)

    @contextmanager
    def wrong_ones(self, what: str, request: HTTPConnection, per_hour: int) -> Iterator[None]:
        """Count one try when what is done meanwhile is refused; raises ``too_many_requests`` in its place.

        Only what was wrong counts: nobody in the same network can keep out an owner who has what is right.
        """
        try:
            yield
        except PocketPlanError:
            self.count(what, request, per_hour)
            raise

    @contextmanager
    def owners_or_wrong(self, what: str, request: HTTPConnection, device: str, per_hour: int) -> Iterator[None]:
        """Count one try by its device where it is let in, by its network where it is refused.

        Raises:
            Problem: ``too_many_requests``, before anything is done where the device's own are used up.
        """
        limit = _limit(per_hour)
        if not self._window.test(limit, what, device):
            raise self._later(limit, what, device)
        with self.wrong_ones(what, request, per_hour):
            yield
        self._window.hit(limit, what, device)

    def _later(self, limit: RateLimitItemPerHour, what: str, who: str) -> Problem:
        free_again = self._window.get_window_stats(limit, what, who).reset_time
        wait = max(1, math.ceil(free_again - time.time()))
        return Problem("too_many_requests", headers={"Retry-After": str(wait)})


@cache
def _limit(per_hour: int) -> RateLimitItemPerHour:
    return RateLimitItemPerHour(per_hour)


def shortened(request: HTTPConnection) -> str:
    """The network a request comes from, never the whole address."""
    host = request.client.host if request.client else ""
    if found := _IPV4.fullmatch(host):
        return f"{found[1]}.0/24"
    try:
        return str(ipaddress.ip_network((host, 48), strict=False))
    except ValueError:
        return "unknown"

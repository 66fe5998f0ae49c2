"""How often one network address may make plans or try recovery codes; counted in memory alone."""

import ipaddress
import math
import time
from functools import cache

from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import HTTPConnection

from pwa.api.problems import Problem


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
            free_again = self._window.get_window_stats(limit, what, network).reset_time
            wait = max(1, math.ceil(free_again - time.time()))
            raise Problem("too_many_requests", headers={"Retry-After": str(wait)})


@cache
def _limit(per_hour: int) -> RateLimitItemPerHour:
    return RateLimitItemPerHour(per_hour)


def shortened(request: HTTPConnection) -> str:
    """The network a request comes from, never the whole address."""
    try:
        address = ipaddress.ip_address(request.client.host if request.client else "")
    except ValueError:
        return "unknown"
    mapped = getattr(address, "ipv4_mapped", None) or address
    prefix = 24 if mapped.version == 4 else 48
    return str(ipaddress.ip_network((mapped, prefix), strict=False))

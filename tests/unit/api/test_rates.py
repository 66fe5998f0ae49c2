"""Tries are counted by network, and no whole address is kept."""

import pytest
from starlette.requests import HTTPConnection

from pwa.api.problems import Problem
from pwa.api.rates import Rates, shortened


def asking(host):
    return HTTPConnection({"type": "http", "client": (host, 1), "headers": []})


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("testclient", "unknown"),
    ],
)
def test_an_address_is_shortened(host, network):
    assert shortened(asking(host)) == network


def test_neighbours_share_a_count_and_strangers_do_not():
    rates = Rates()
    rates.count("recovery", asking("192.0.2.1"), 2)
    rates.count("recovery", asking("192.0.2.2"), 2)
    with pytest.raises(Problem) as refused:
        rates.count("recovery", asking("192.0.2.3"), 2)
    assert refused.value.reason == "too_many_requests"
    rates.count("plans", asking("192.0.2.3"), 2)
    rates.count("recovery", asking("192.0.3.1"), 2)


@pytest.mark.parametrize("host", ["192.0.2.77", "2001:db8:1:2:3::4"])
def test_no_whole_address_is_kept_even_in_memory(host):
    rates = Rates()
    rates.count("recovery", asking(host), 1)
    with pytest.raises(Problem):
        rates.count("recovery", asking(host), 1)
    kept = repr([vars(part) for part in (rates, rates._window, rates._window.storage)])
    assert shortened(asking(host)) in kept
    assert host not in kept


def test_neighbours_use_up_their_own_tries_and_not_an_owners():
    rates, here = Rates(), asking("192.0.2.1")
    for _ in range(3):
        with pytest.raises(Problem), rates.owners_or_wrong("changes", asking("192.0.2.2"), "forged", 2):
            raise Problem("not_allowed")
    saved = []
    for _ in range(2):
        with rates.owners_or_wrong("changes", here, "own", 2):
            saved.append(1)
    with pytest.raises(Problem) as refused, rates.owners_or_wrong("changes", here, "own", 2):
        saved.append(1)
    assert (refused.value.reason, len(saved)) == ("too_many_requests", 2)
    with rates.owners_or_wrong("changes", here, "another", 2):
        saved.append(1)


def test_a_network_that_is_refused_too_often_is_told_so():
    rates, reasons = Rates(), []
    for number in range(3):
        with (
            pytest.raises(Problem) as refused,
            rates.owners_or_wrong("changes", asking("192.0.2.2"), f"forged {number}", 2),
        ):
            raise Problem("not_allowed")
        reasons.append(refused.value.reason)
    assert reasons == ["not_allowed", "not_allowed", "too_many_requests"]

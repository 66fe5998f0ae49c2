"""The description from which requests are made names every address that there is."""

from fastapi.routing import iter_route_contexts

from pwa.api.copies import METHODS
from tests.faults.phone_api import document

DESCRIBED = ("/api/", "/lines/", "/i18n/", "/s/sections.json", "/sections.json", "/manifest.webmanifest", "/healthz")


def test_every_address_of_the_phone_is_described_and_no_other(build):
    routes = [(route.path_format, route.methods or ()) for route in iter_route_contexts(build().routes)]
    routes += [(f"/api/copies/{{copy_id}}/{what}", [method]) for what, method in METHODS.items()]
    there = {
        (path, method) for path, methods in routes if path.startswith(DESCRIBED) for method in {*methods} - {"HEAD"}
    }
    paths = document()["paths"]
    assert {(path, method.upper()) for path, methods in paths.items() for method in methods} == there

"""Named examples of a visit."""

from components.visit.visit import Visit


async def _nothing(told: str) -> None:
    return None


def _first_step() -> None:
    Visit("1", _nothing, _nothing)


EXAMPLES = {"on the first step": _first_step}

"""Pictures of what matters, at the desk: past the page's own socket, which carries none of them."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from nicegui.element import Element
from nicegui.events import GenericEventArguments


class Pictures(Element, component="picture_list.js", dependencies=["shrink.js"]):
    """A list of pictures with what is on each, a field that adds one, and *Undo* for one that was deleted.

    Args:
        address: where they are kept (``POST``), read, described and deleted.
        pictures: the ``id`` of each and the ``words`` that say what is on it.
        most: how many there can be.
        words: ``heading``, ``hint``, ``picture``, ``add``, ``adding``, ``added``, ``full``, ``on_it``, ``saved``,
            ``delete``, ``deleted``, ``undo``, ``undone``, ``cant_shrink``, ``network``, ``failed``.
        on_change: called after each change.
    """

    def __init__(
        self,
        address: str,
        pictures: Sequence[Mapping[str, str]],
        *,
        most: int,
        words: Mapping[str, str],
        on_change: Callable[[], Awaitable[None]],
    ) -> None:
        super().__init__()
        self._props.update(address=address, pictures=[dict(one) for one in pictures], most=most, words=dict(words))

        async def changed(_: GenericEventArguments) -> None:
            await on_change()

        self.on("changed", changed, args=[])

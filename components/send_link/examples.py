"""Named examples of a link to give to someone."""

from components.send_link.send_link import SendLink

WORDS = {
    "link": "Or send this link",
    "send": "Send",
    "copy": "Copy the link",
    "copied": "Copied. Paste it where only they can read it.",
    "marked": "The link is marked. Copy it from there.",
    "print": "Print",
}


def _link() -> None:
    SendLink(
        "https://plan.example.org/s/AAAAAAAAAAAAAAAAAAAAAA#AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", words=WORDS
    )


EXAMPLES = {"a long one": _link}

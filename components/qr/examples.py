"""Named examples of QR codes."""

from components.qr.qr import Qr

_CORNER = "M0 0.5h7M0 6.5h7M0.5 0v7M6.5 0v7M2 3.5h3M3.5 2v3"


def _corner() -> None:
    drawing = f'<path fill="#fff" d="M-4-4h15v15h-15z"/><path stroke="#000" fill="none" d="{_CORNER}"/>'
    Qr(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 15 15">{drawing}</svg>', label="QR code of this copy")


EXAMPLES = {"black on white": _corner}

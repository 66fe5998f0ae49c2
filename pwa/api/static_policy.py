"""The Content-Security-Policy of every page that is not NiceGUI's."""

import base64
import hashlib
import re

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{hashes}; img-src 'self' data: blob:; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types plan"
)


def policy_for(html: str = "") -> str:
    """The policy for a page, which allows exactly the styles that stand in it."""
    hashes = "".join(f" 'sha256-{_sha256(style)}'" for style in _STYLE.findall(html))
    return _POLICY.format(hashes=hashes)


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

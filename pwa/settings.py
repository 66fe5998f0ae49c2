"""What an operator may set: the only reader of the environment."""

import ipaddress
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, FilePath, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class Settings(BaseSettings):
    """One server's settings: arguments win over ``POCKET_PLAN_…`` variables, which win over what stands here.

    Args:
        base_url: the address people open, such as ``https://plan.example.org``; None: the one it listens on.
        data: the folder of the sealed plans.
        store: ``tinydb``.
        region: two-letter country whose numbers stand on the first page until the person has answered.
        language: BCP 47 tag for those whose browser asks for none that we have.
        tls_cert: certificate file in PEM form; with ``tls_key`` the server itself speaks https.
        lines: a file of an operator's own crisis lines.
        offline: whether phones keep a service worker; off: it is taken away from those that have one.
        development: also the gallery of components and the pseudo-languages.
        plans_per_hour: new plans that one network address may make.
        recoveries_per_hour: recovery codes that one network address may try.
        files_per_hour: files that one network address may seal, look at or bring in.
        openings_per_hour: times that one network address may open copies that the server has to look for.
        history_kb: kilobytes on disk that the earlier versions of one plan may need.
    """

    model_config = SettingsConfigDict(env_prefix="POCKET_PLAN_", frozen=True, extra="ignore")

    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    base_url: str | None = None
    data: Path = Path("~/.local/share/pocket-plan")
    store: str = "tinydb"
    region: str | None = None
    language: str = "en"
    tls_cert: FilePath | None = None
    tls_key: FilePath | None = None
    lines: Path | None = None
    offline: bool = True
    development: bool = False
    plans_per_hour: int = Field(default=60, ge=1)
    recoveries_per_hour: int = Field(default=30, ge=1)
    files_per_hour: int = Field(default=120, ge=2)
    openings_per_hour: int = Field(default=3_000, ge=10)
    history_kb: int = Field(default=1_024, ge=64)

    @field_validator("base_url", "region", "tls_cert", "tls_key", "lines", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("base_url")
    @classmethod
    def _only_an_origin(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value.rstrip("/"))
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query or parts.fragment:
            raise ValueError("must be an address without a path, such as https://plan.example.org")
        return f"{parts.scheme}://{parts.netloc}".lower()

    @field_validator("region")
    @classmethod
    def _country_code(cls, value: str | None) -> str | None:
        if value is not None and not (len(value) == 2 and value.isascii() and value.isalpha()):
            raise ValueError("must be a two-letter country code, such as GB")
        return value.upper() if value else None

    @field_validator("store")
    @classmethod
    def _known_store(cls, value: str) -> str:
        if value != "tinydb":
            raise ValueError("must be tinydb")
        return value

    @property
    def folder(self) -> Path:
        """The data folder as a full path."""
        return self.data.expanduser().resolve()

    @property
    def has_tls(self) -> bool:
        """Whether the server itself speaks https."""
        return self.tls_cert is not None

    def address(self, port: int | None = None) -> str:
        """The address to open: the base URL, or the one it listens on (``port`` when that was left to the system)."""
        if self.base_url:
            return self.base_url
        host = "localhost" if self.host in HERE or _is_any(self.host) else self.host
        host = f"[{host}]" if ":" in host else host
        return f"{'https' if self.has_tls else 'http'}://{host}:{port or self.port}"


def _is_any(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False

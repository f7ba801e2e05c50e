"""asterisk.toml: where Asterisk's REST interface is, who may use it, and which trunk the calls leave by.

url = "http://127.0.0.1:8088/ari"    # https from another machine: permits and numbers pass there
user = "ringfence"                   # of ari.conf
password = "ari.password"            # a file beside this one: one line, mode 0600
trunk = "ringfence"                  # the PJSIP endpoint that leads to the gate's trunk, and nowhere else
recordings = "/var/spool/asterisk/recording"   # only where Asterisk runs on this machine: recordings are put there
ca = "asterisk-ca.pem"               # optional: who vouches for Asterisk's certificate; a file beside this one
"""

import ipaddress
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from ringfence.errors import RingfenceError

_NAME = re.compile(r"[A-Za-z0-9_.\-]{1,64}")


class AsteriskUnusable(RingfenceError):
    """Settings, or an Asterisk, with which no call can be made: the message says what to change."""

    code = "asterisk-unusable"


class _File(msgspec.Struct, forbid_unknown_fields=True):
    url: str
    user: str
    password: str
    trunk: str
    recordings: str = ""
    ca: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to reach an Asterisk. `url` ends in /ari; `recordings` is its recording folder, if it is on this machine."""

    url: str
    user: str
    password: str
    trunk: str
    recordings: Path | None = None
    ca: Path | None = None

    def __repr__(self) -> str:
        return f"Settings({self.url!r}, {self.user!r}, trunk={self.trunk!r})"  # never the password


def read_settings(file: Path) -> Settings:
    """The settings in a file; raises AsteriskUnusable with the place, the reason and the way out."""
    try:
        told = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), _File)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise AsteriskUnusable(f"{file} cannot be used: {error}. docs/asterisk.md shows one that can.") from None
    if not _NAME.fullmatch(told.trunk):
        raise AsteriskUnusable(f"{file}: trunk is the name of a PJSIP endpoint: letters, digits, dots and dashes.")
    return Settings(
        url=_url(told.url, file),
        user=told.user,
        password=_password(file.parent / told.password, file),
        trunk=told.trunk,
        recordings=Path(told.recordings) if told.recordings else None,
        ca=file.parent / told.ca if told.ca else None,
    )


def _url(text: str, file: Path) -> str:
    parts = urlsplit(text.rstrip("/"))
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.username:
        raise AsteriskUnusable(f'{file}: url is not like "http://127.0.0.1:8088/ari".')
    if parts.scheme == "http" and not _loopback(parts.hostname):
        raise AsteriskUnusable(
            f"{file}: over http to {parts.hostname} the password and every number could be read on the way. "
            "Use https (http.conf: tlsenable), or a tunnel to 127.0.0.1."
        )
    return parts.geturl() if parts.path.endswith("/ari") else f"{parts.geturl()}/ari"


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _password(path: Path, file: Path) -> str:
    try:
        text, mode = path.read_text(encoding="utf-8").strip(), path.stat().st_mode
    except (OSError, UnicodeDecodeError) as error:
        raise AsteriskUnusable(f"{file}: the password in {path.name} cannot be read ({error}).") from None
    if mode & 0o077:
        raise AsteriskUnusable(f"{file}: others can read {path.name}. Run: chmod 600 {path.name}")
    if not text or "\n" in text:
        raise AsteriskUnusable(f"{file}: {path.name} must hold the password, one line.")
    return text

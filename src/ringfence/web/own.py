"""What an operator sets: `web.toml` in the home folder. Secrets stand in the environment, never in it.

[sign_on]                             # single sign-on by OpenID Connect
issuer = "https://login.example.org"
client_id = "ringfence"               # the secret: RINGFENCE_SIGN_ON_SECRET
known_as = "preferred_username"       # the claim under which an account is known here
roles_claim = "groups"
accounts = "known"                    # or "from_claims": made at the first sign-in, where a role is given
passwords = true                      # false: nobody signs in with a password any more
[sign_on.roles]                       # what the claim says -> the role here; nothing here: nobody gets in
calls-compliance = "compliance_officer"
[sign_on.second_factor]               # what the provider must say for our own second factor not to be asked
amr = ["mfa"]

[codes]                               # how a code reaches the number that it proves
by = "office"                         # or "console", "file", "smtp", "webhook"
"""

import os
from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from ringfence.errors import RingfenceError
from ringfence.web.roles import Role

FILE = "web.toml"
SIGN_ON_SECRET, WEBHOOK_SECRET, SMTP_PASSWORD = (
    "RINGFENCE_SIGN_ON_SECRET", "RINGFENCE_WEBHOOK_SECRET", "RINGFENCE_SMTP_PASSWORD"
)  # fmt: skip
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class WebSettingsUnusable(RingfenceError):
    """A web.toml that cannot be used."""

    code = "web-settings-unusable"


class SecondFactor(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What the provider says when it has asked for a second factor; one of either list will do."""

    acr: tuple[str, ...] = ()
    amr: tuple[str, ...] = ()


class SignOn(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Single sign-on."""

    issuer: str
    client_id: str
    known_as: str = "preferred_username"
    roles_claim: str = "groups"
    roles: dict[str, Role]
    scope: str = "openid profile email"
    accounts: Literal["known", "from_claims"] = "known"
    passwords: bool = True
    second_factor: SecondFactor = SecondFactor()


class Codes(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """How a code reaches the number that it proves."""

    by: Literal["office", "console", "file", "smtp", "webhook"] = "office"
    file: str = ""  # a line of JSON for each code
    url: str = ""  # of the webhook
    host: str = ""  # of the mail server
    port: int = 587
    starttls: bool = True
    user: str = ""
    sender: str = ""
    to: str = ""  # such as "{number}@sms.example.org"


class Own(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The whole file."""

    sign_on: SignOn | None = None
    codes: Codes = Codes()


def own(home: Path) -> Own:
    """The settings of this home; those of a home without the file. Refused with what is wrong in it."""
    file = home / FILE
    try:
        stamp = file.stat().st_mtime_ns
    except FileNotFoundError:
        return Own()
    return _read(file, stamp)


@lru_cache(maxsize=8)
def _read(file: Path, _stamp: int) -> Own:
    try:
        found = msgspec.toml.decode(file.read_bytes(), type=Own)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, ValueError) as error:
        raise WebSettingsUnusable(f"{file}: {error}. See docs/web.md for what may stand in it.") from None
    if found.sign_on:
        _check_sign_on(file, found.sign_on)
    _check_codes(file, found.codes)
    return found


def _check_sign_on(file: Path, told: SignOn) -> None:
    if not _is_private(told.issuer):
        raise WebSettingsUnusable(f"{file}: sign_on.issuer is not an https address. Only on this machine may it be.")
    if not told.roles:
        raise WebSettingsUnusable(f"{file}: sign_on.roles is empty, so nobody could get in. Map a group to a role.")
    if not told.known_as:
        raise WebSettingsUnusable(f"{file}: sign_on.known_as is empty. Name the claim by which accounts are known.")


def _check_codes(file: Path, told: Codes) -> None:
    needed = {
        "file": ("file",), "webhook": ("url",), "smtp": ("host", "sender", "to"), "office": (), "console": (),
    }[told.by]  # fmt: skip
    if missing := [name for name in needed if not getattr(told, name)]:
        raise WebSettingsUnusable(f'{file}: codes.by = "{told.by}" needs codes.{missing[0]} as well.')
    if told.by == "webhook" and not _is_private(told.url):
        raise WebSettingsUnusable(f"{file}: codes.url is not an https address: the code would travel in clear.")
    if told.by == "webhook" and not os.environ.get(WEBHOOK_SECRET):
        raise WebSettingsUnusable(f"{file}: the webhook is signed. Set {WEBHOOK_SECRET} in the environment.")
    if told.by == "smtp" and "{number}" not in told.to:
        raise WebSettingsUnusable(f'{file}: codes.to has no {{number}} in it, such as "{{number}}@sms.example.org".')
    if told.by == "smtp" and not told.starttls and told.host not in LOOPBACK:
        raise WebSettingsUnusable(f"{file}: codes.starttls may be off for a server on this machine only.")


def _is_private(address: str) -> bool:
    """Whether what is sent there is read by nobody on the way."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)

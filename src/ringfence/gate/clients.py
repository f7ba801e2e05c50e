"""Who may ask over the network: a name, the digest of its key, the campaigns it may ask about.

HOME/gate-clients.json, 0600, replaced whole. Keys are random and long, so a plain digest of one cannot be guessed back;
the key itself is shown once and kept nowhere. Where nobody is on file, only a gate on the loopback address answers.
"""

import hashlib
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path

import msgspec

from ringfence.durable import sync_folder
from ringfence.errors import RingfenceError

NAME = "gate-clients.json"
PREFIX = "rfk_"


class ClientsUnusable(RingfenceError):
    """A file of clients that cannot be read, or a name that is taken or missing."""

    code = "gate-clients-unusable"


class Client(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A program that may ask."""

    name: str
    sha256: str
    campaigns: list[str] = []  # none named: all

    def may(self, campaign: str) -> bool:
        """Whether it may ask about this campaign."""
        return not self.campaigns or campaign in self.campaigns


LOCAL = Client("local", "")


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    clients: list[Client] = []


def clients(home: Path) -> tuple[Client, ...]:
    """Everybody who may ask, as the file says now: it is read again as soon as it is another."""
    file = os.path.join(home, NAME)  # noqa: PTH118 - with every call; a Path costs more than the look
    try:
        seen = os.stat(file)  # noqa: PTH116 - same
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise _unreadable(file, error) from None
    return _read(file, (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino))


@lru_cache(maxsize=4)
def _read(file: str, _stamp: tuple[int, ...]) -> tuple[Client, ...]:
    try:
        return tuple(msgspec.json.decode(Path(file).read_bytes(), type=_File).clients)
    except (OSError, msgspec.MsgspecError) as error:
        raise _unreadable(file, error) from None


def _unreadable(file: str, error: Exception) -> ClientsUnusable:
    return ClientsUnusable(f"{file} cannot be read ({error}). Put it back from a backup.")


def recognised(known: tuple[Client, ...], key: str) -> Client | None:
    """Whose key this is."""
    digest = hashlib.sha256(key.encode()).hexdigest()
    return next((each for each in known if hmac.compare_digest(each.sha256, digest)), None)


def add(home: Path, name: str, campaigns: list[str]) -> str:
    """A new client; its key, which is kept nowhere."""
    known = clients(home)
    if not name.strip() or any(each.name == name for each in known) or name == LOCAL.name:
        raise ClientsUnusable(f'"{name}" is taken, or no name. Choose another.')
    key = PREFIX + secrets.token_urlsafe(32)
    _write(home, [*known, Client(name, hashlib.sha256(key.encode()).hexdigest(), campaigns)])
    return key


def remove(home: Path, name: str) -> None:
    """This client may ask no more: its next request is refused."""
    known = clients(home)
    rest = [each for each in known if each.name != name]
    if len(rest) == len(known):
        on_file = ", ".join(each.name for each in known) or "none"
        raise ClientsUnusable(f'There is no client "{name}". On file: {on_file}.')
    _write(home, rest)


def _write(home: Path, known: list[Client]) -> None:
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = home / f".{NAME}.{secrets.token_hex(4)}"
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(msgspec.json.format(msgspec.json.encode(_File(known)), indent=1))
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(home / NAME)
    sync_folder(home)

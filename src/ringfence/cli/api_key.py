"""ringfence api-key: who may ask the API of the web application, and for what."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ringfence.cli.shared import Day, format_option, home_option, now, today

if TYPE_CHECKING:
    from ringfence.web.api.models import ApiKey


@click.group("api-key")
def api_key() -> None:
    """Give programs a way into the web application's API, list them, and take it away."""


@api_key.command()
@click.argument("name")
@click.option(
    "--scope", "scopes", multiple=True, required=True, metavar="SCOPE", help="What it may do; again for each."
)
@click.option("--campaign", "campaigns", multiple=True, metavar="ID", help="Only about this campaign; again for each.")
@click.option(
    "--for",
    "account",
    default="",
    metavar="ACCOUNT",
    help="Who answers for what it changes or signs: a name to sign in with.",
)
@click.option("--until", type=Day(), required=True, help="The last day on which it is good (form 2026-11-21).")
@click.option("--by", default="", metavar="NAME", help="Who gives it; kept in the ledger.")
@home_option
@format_option
def add(
    name: str, scopes: tuple[str, ...], campaigns: tuple[str, ...], account: str, until: date, by: str, home: Path,
    form: str,
) -> None:  # fmt: skip
    """Make a key and print it, this once: only a digest of it is kept. `api-key scopes` lists what a key may do.

    \b
    Example:
        ringfence api-key add crm --scope objections:add --scope law:read --until 2027-06-30 --by "A. Khan"
    """
    import json

    from ringfence.calendar import british

    with _keys(home) as keys:
        key = keys.make(name.strip(), scopes, until, by.strip(), now(), campaigns, account.strip())
    if form == "json":
        click.echo(json.dumps({"name": name.strip(), "key": key, "until": until.isoformat()}))
        return
    click.echo(f"The key of {name.strip()}, good until {british(until)}; it is shown this once:\n{key}")
    if account:
        click.echo(f"  next: {account.strip()} takes it on, signed in, at /own-keys/: before that it acts for nobody.")
    click.echo(
        "  next: send it with each request, Authorization: Bearer KEY, to /api/v1/ where `ringfence serve` runs."
    )


@api_key.command("list")
@home_option
@format_option
def list_(home: Path, form: str) -> None:
    """List every key that was ever made: its scopes, until when it is good, when it was last used.

    \b
    Example:
        ringfence api-key list
    """
    import json

    with _keys(home) as keys:
        every = keys.every()
    if form == "json":
        click.echo(json.dumps([_data(each) for each in every], indent=2))
        return
    for each in every:
        click.echo("\n".join(_told(each)))
    if not every:
        click.echo("No key was made yet.\n  next: ringfence api-key add NAME --scope SCOPE --until DATE")


@api_key.command()
@click.argument("name")
@click.option("--by", default="", metavar="NAME", help="Who takes it away; kept in the ledger.")
@home_option
def revoke(name: str, by: str, home: Path) -> None:
    """Take a key away: its next request is refused. It stays in the list, for the ledger names it.

    \b
    Example:
        ringfence api-key revoke crm --by "A. Khan"
    """
    with _keys(home) as keys:
        keys.revoke(name.strip(), by.strip(), now())
    click.echo(f"{name.strip()} is refused from now on. In the ledger.")


@api_key.command()
@format_option
def scopes(form: str) -> None:
    """List the scopes: what each lets a key do.

    \b
    Example:
        ringfence api-key scopes
    """
    import json

    from ringfence.web.api.scopes import Scope

    if form == "json":
        click.echo(json.dumps({each.value: each.words for each in Scope}, indent=2))
        return
    for each in Scope:
        click.echo(f"{each.value:20} {each.words}")


@contextmanager
def _keys(home: Path) -> Iterator[Any]:
    """The verbs of keys, on the tables of this home, brought up to date."""
    from ringfence.store import open_store
    from ringfence.web.settings import configure

    configure(home, https=False)
    open_store(home).close()  # takes the store's steps, with a copy before each
    from ringfence.web.api import keys
    from ringfence.web.database import bring_up_to_date

    bring_up_to_date()
    yield keys


def _data(each: "ApiKey") -> dict[str, Any]:
    return {
        "name": each.name,
        "scopes": each.scopes.split(),
        "campaigns": each.campaigns.split(),
        "until": each.until.isoformat(),
        "made_at": each.made_at,
        "made_by": each.made_by,
        "for": each.person.name if each.person else None,
        "taken_on_at": each.taken_on_at or None,
        "revoked_at": each.revoked_at or None,
        "last_used_on": each.last_used_on.isoformat() if each.last_used_on else None,
    }


def _told(each: "ApiKey") -> Iterator[str]:
    from ringfence.calendar import british
    from ringfence.cli.people import in_words

    state = (
        f"revoked {in_words(each.revoked_at)}"
        if each.revoked_at
        else f"good until {british(each.until)}" if each.good(today()) else f"ended with {british(each.until)}"
    )  # fmt: skip
    used = f"last used {british(each.last_used_on)}" if each.last_used_on else "never used"
    yield f"{each.name}: {state}; {used}"
    yield f"    {each.scopes}"
    if each.campaigns:
        yield f"    only about {each.campaigns}"
    if each.person:
        yield f"    for {each.person}, {'who took it on' if each.taken_on_at else 'who has not taken it on'}"

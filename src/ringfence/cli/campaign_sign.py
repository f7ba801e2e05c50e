"""ringfence campaign: sign what is to be dialled, so that the gate may be asked; note that a line was rung back."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ringfence.cli.kept import Wanted, taking
from ringfence.cli.shared import format_option, home_option, now, today

if TYPE_CHECKING:
    from ringfence.campaigns.signed import Signed


@click.group()
def campaign() -> None:
    """Sign campaigns, and keep the tests of the numbers they show."""


@campaign.command()
@click.argument("campaign_dir", type=click.Path(path_type=Path))
@click.option("--by", required=True, metavar="NAME", help="Who signs.")
@click.option(
    "--accept",
    "accepts",
    multiple=True,
    metavar="RULE=WHY",
    help="What holds the campaign and you accept, with the reason; again for each. What stops it cannot be accepted.",
)
@click.option(
    "--second",
    default="",
    metavar="NAME",
    help="Who else looked through it, where the card asks for two people: two names, which prove no more than that.",
)
@click.option("--detached", is_flag=True, help="The folder will not be here while calls are made: do not watch it.")
@home_option
@format_option
def sign(
    campaign_dir: Path, by: str, accepts: tuple[str, ...], second: str, detached: bool, home: Path, form: str
) -> None:
    """Sign a campaign as it is: from then on the gate may be asked about its calls, and about no other version.

    Card, script, lists, the numbers shown, and registers are kept by hash. Preflight must say go; what it holds a
    named person may accept with a reason, what it stops nobody may. When anything is changed, sign again.

    With `[gate] four_eyes = true` in the card a second person has to be named. A command line knows no people, only
    names: whoever has this machine could type both, and the ledger says so. In the browser both have to sign in.

    \b
    Example:
        ringfence campaign sign spring-survey/ --by "A. Example"
    """
    import json

    from ringfence.campaigns import signing
    from ringfence.gate.sealing import put_in_force
    from ringfence.preferences.events import instant
    from ringfence.store import open_store

    at = instant(now())
    others = (second.strip(),) if second.strip() else ()
    asked = signing.Asked(by, at, today(), _accepted(accepts), watch=not detached, others=others, how="names")
    with open_store(home) as store, taking(Wanted(home, registers=True, objections=True, consents=True)) as kept_for:
        made, digest = signing.sign(home, campaign_dir, asked, kept_for)
        put_in_force(home, store, made, digest)
    click.echo(json.dumps(_data(made, digest), indent=2) if form == "json" else _told(made, home))


def _accepted(written: tuple[str, ...]) -> Mapping[str, str]:
    found = {}
    for each in written:
        rule, _, why = each.partition("=")
        if not why.strip():
            raise click.BadParameter(f'"{each}" gives no reason. Write RULE="WHY".', param_hint="--accept")
        found[rule.strip()] = why.strip()
    return found


def _data(made: "Signed", digest: str) -> dict[str, Any]:
    return {
        "campaign": made.id,
        "version": made.version,
        "sha256": digest,
        "verdict": made.verdict,
        "signed_by": made.signed_by,
        "signed_at": made.signed_at,
        "second": made.others,
        "four_eyes": made.four_eyes or None,
        "numbers": made.listed,
        "any_number": made.numbers == "any",
        "lines": len(made.lines),
        "registers": made.registers,
        "rules_version": made.rules_version,
        "accepted": [{"rule": each.rule, "why": each.why} for each in made.accepted],
        "missing": list(_missing(made)),
    }


def _missing(made: "Signed") -> list[str]:
    """What would hold every call at the gate."""
    if not made.lines:
        return ["the card names no number to show: write it under [cli], with entitled and unique"]
    said = []
    for each in made.lines:
        line = f"0{str(each.number)[2:]}" if str(each.number).startswith("44") else f"+{each.number}"
        if each.entitled is None or each.unique is None:
            said.append(f"{line}: write `entitled` and `unique` under [cli]: may you show it, and is it yours alone?")
        if each.tested_on is None:
            said.append(f"{line}: nobody rang it back yet: ringfence campaign line {line} --reached --by NAME")
    return said


def _told(made: "Signed", home: Path) -> str:
    from datetime import date

    from ringfence.calendar import british

    reach = "any number" if made.numbers == "any" else f"{made.listed:,} numbers"
    lines = [
        f"Signed: {made.name}, version {made.version}, by {made.signed_by}. In the ledger, and in force at once.",
        f"  calls      to {reach}, from {british(made.field_from)} to {british(made.field_until)}",
        f"  shows      {len(made.lines)} numbers of the card's inventory",
        f"  kept in    {home / 'campaigns' / made.id}",
    ]
    for each in made.registers:
        day = british(date.fromisoformat(each["as_of"])) if each["as_of"] else "no day"
        lines.append(f"  register   {each['register'].upper()} of {day}")
    if made.four_eyes:
        lines.append(f"  second     {', '.join(made.others)} (named here; nobody signed in)")
    lines += [f"  accepted   {each.rule}: {each.why}" for each in made.accepted]
    lines += [f"  first      {each}" for each in _missing(made)]
    return "\n".join([*lines, f"  next       ringfence gate ask NUMBER --campaign {made.id}"])


@campaign.command()
@click.argument("number")
@click.option("--reached/--not-reached", required=True, help="Whether ringing it reached the caller.")
@click.option("--by", required=True, metavar="NAME", help="Who rang it.")
@click.option("--campaign", "campaign_id", default="", metavar="ID", help="For which campaign.")
@click.option("--note", default="", metavar="WORDS", help="What was heard.")
@home_option
def line(number: str, reached: bool, by: str, campaign_id: str, note: str, home: Path) -> None:
    """Note in the ledger that a number which calls show was rung back, and whether the caller was reached there.

    The gate knows it with the next call. A test is good for 92 days.

    \b
    Example:
        ringfence campaign line "01632 960100" --reached --by "A. Example"
    """
    from ringfence.cli.people import masked_number, number_of
    from ringfence.ledger import append
    from ringfence.ledger.events import LineTested
    from ringfence.preferences.events import instant
    from ringfence.store import open_store

    key = number_of(number)
    event = LineTested(at=instant(now()), by=by, line=str(key), reached=reached, campaign=campaign_id, note=note)
    with open_store(home) as store:
        append(store, [event])
    said = "the caller was reached" if reached else "the caller was NOT reached: calls that show it are refused"
    click.echo(f"Noted in the ledger: {masked_number(key)} was rung back, {said}.")

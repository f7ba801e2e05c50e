"""ringfence gate: may this call be made, now? Serve the question to diallers, ask it, look after what is held."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ringfence.cli.gate_admin import client, clients, rotate_key, webhook
from ringfence.cli.gate_conformance import conformance
from ringfence.cli.gate_sandbox import openapi, sandbox
from ringfence.cli.shared import EXIT, format_option, home_option, now

if TYPE_CHECKING:
    from ringfence.gate.calls import Decision
    from ringfence.store.gate import Kept


@click.group()
def gate() -> None:
    """Stand in the way of every call: it is made only if the rules allow it at this moment."""


@gate.command()
@click.option("--http", "http_", metavar="HOST:PORT", help="Serve HTTP there, such as 127.0.0.1:8700.")
@click.option("--agi", metavar="HOST:PORT", help="Serve FastAGI there, such as 127.0.0.1:4573.")
@click.option("--sip", metavar="HOST:PORT", help="Serve SIP there, UDP and TCP, such as 127.0.0.1:5070.")
@click.option("--trunks", type=click.Path(path_type=Path), help="Who may ask over SIP  [default: HOME/trunks.toml]")
@home_option
def serve(http_: str | None, agi: str | None, sip: str | None, trunks: Path | None, home: Path) -> None:
    """Serve diallers until stopped: HTTP, FastAGI and SIP, whichever are named; HTTP on 127.0.0.1:8700 if none is.

    It opens even when something is broken; then it says what, at /readyz too, and allows no call.

    \b
    Example:
        ringfence gate serve --http 127.0.0.1:8700 --agi 127.0.0.1:4573
    """
    from ringfence.gate.serve import Doors, address, run

    named = {"http": http_, "agi": agi, "sip": sip}
    if not any(named.values()):
        named["http"] = "127.0.0.1:8700"
    places = {name: address(each) if each else None for name, each in named.items()}
    run(home, Doors(**places, trunks=trunks), click.echo)


@gate.command()
@click.argument("number")
@click.option("--campaign", required=True, metavar="ID", help="The signed campaign that would call.")
@click.option("--shown", metavar="NUMBER", help="The number the person called would see.")
@click.option("--withheld", is_flag=True, help="The number would be hidden.")
@click.option("--reference", metavar="NAME", help="Your own name of the attempt  [default: a new one]")
@click.option("--at", metavar="ISO", help="Ask for another moment: a dry run, which keeps nothing and permits nothing.")
@home_option
@format_option
def ask(
    number: str,
    campaign: str,
    shown: str | None,
    withheld: bool,
    reference: str | None,
    at: str | None,
    home: Path,
    form: str,
) -> int:
    """Ask the gate about one call, as a dialler would: exit code 0 allow, 2 block, 3 hold, 1 when nobody could judge.

    The question and its answer go into the ledger.

    \b
    Example:
        ringfence gate ask "07700 900123" --campaign spring --shown "01632 960100"
    """
    import secrets

    from ringfence.gate.calls import Call
    from ringfence.gate.opened import open_gate

    call = Call(
        reference=reference or secrets.token_hex(16),
        campaign=campaign,
        called=number,
        at=_moment(at) if at else now(),
        shown=shown,
        withheld=True if withheld else None,
        door="cli",
        client="cli",
    )
    with open_gate(home) as desk:
        if at:
            from ringfence.gate.session import rehearsed

            decision = desk.use(rehearsed(call))
        else:
            decision = desk.ask(call)
        readiness = None if decision.verdict else desk.ready(now())
    if form == "json":
        import msgspec

        from ringfence.gate.wire import told

        click.echo(msgspec.json.format(msgspec.json.encode(told(decision)), indent=2).decode())
    else:
        click.echo("\n".join(_told(decision, rehearsed=bool(at))))
        for check in readiness.checks if readiness else ():
            if not check.ok:
                click.echo(f"  {check.name}: {check.says}")
    return EXIT[decision.decision] if decision.verdict else 1


def _moment(written: str) -> datetime:
    from ringfence.calendar import LONDON

    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        raise click.BadParameter(f"{written} is no moment. Write 2026-11-21T14:30.", param_hint="--at") from None
    return found if found.tzinfo else found.replace(tzinfo=LONDON)


def _told(decision: "Decision", *, rehearsed: bool) -> list[str]:
    from ringfence.numbers import masked
    from ringfence.reasons import REASONS

    shown = f"+{masked(decision.number)}" if decision.number else "the number"
    says = {"allow": f"allow: {shown} may be called", "hold": "hold: the call is not made", "block": "block"}
    lines = [says[decision.decision] + (" (a rehearsal: nothing was kept)" if rehearsed else "")]
    lines += [f"  {code}: {REASONS[code]}" for code in decision.reasons]
    if decision.decision == "hold":
        lines.append("  next: ringfence gate holds")
    if decision.permit:
        left = (decision.expires_at - decision.decided_at).total_seconds()
        lines.append(f"  permit: good once, for {left:.0f} s: {decision.permit.token}")
    return [*lines, f"  decision {decision.id}, rules {decision.rules_version}"]


@gate.command()
@click.option("--campaign", metavar="ID", help="Only of this campaign.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(min=1), help="How many to show.")
@home_option
@format_option
def holds(campaign: str | None, limit: int, home: Path, form: str) -> None:
    """List the held calls, the latest first: what each waits for, and whether a person may release it.

    \b
    Example:
        ringfence gate holds --campaign spring
    """
    import json

    from ringfence.gate.opened import open_gate
    from ringfence.gate.verbs import held

    with open_gate(home) as desk:
        found = desk.use(held(limit, campaign))
    if form == "json":
        click.echo(json.dumps([_data(each) for each in found], indent=2))
        return
    click.echo(f"{len(found)} calls are held." if found else "No call is held.")
    for each in found:
        click.echo("\n".join(_told_held(each)))


def _data(kept: "Kept") -> dict[str, Any]:
    return {
        "decision": kept.id,
        "campaign": kept.campaign,
        "number": f"+{kept.masked}",
        "at": kept.decided_at,
        "reasons": list(kept.reasons),
        "questions": [{"rule": r, "for_person": q.for_person, "says": q.says} for r, q in kept.held_by.items()],
    }


def _told_held(kept: "Kept") -> list[str]:
    from ringfence.cli.people import in_words

    lines = [f"{kept.id}  {kept.campaign}  +{kept.masked}  {in_words(kept.decided_at)}"]
    for rule, question in kept.held_by.items():
        lines.append(f"    {rule}: {question.says}" + ("" if question.for_person else "  (waits for a look-up)"))
    if kept.held_by and all(each.for_person for each in kept.held_by.values()):
        lines.append(f'    next: ringfence gate release {kept.id} --by NAME --reason "WHY"')
    return lines


@gate.command()
@click.argument("decision")
@click.option("--by", required=True, metavar="NAME", help="Who releases it.")
@click.option("--reason", required=True, metavar="WHY", help="Why the questions are settled.")
@home_option
def release(decision: str, by: str, reason: str, home: Path) -> None:
    """Answer the questions that hold calls to one number, with your name and reason, for 24 hours.

    The next question about it is judged again with your answers. No release reaches over an objection, a missing
    consent or anything else that blocks, nor over what a look-up must settle.

    \b
    Example:
        ringfence gate release 5f0c... --by "A. Example" --reason "read the wording: it names us"
    """
    from ringfence.cli.people import in_words
    from ringfence.gate import verbs
    from ringfence.gate.opened import open_gate

    with open_gate(home) as desk:
        made = desk.use(verbs.release(decision, by, reason, now()))
    click.echo(f"Released by {made.by} until {in_words(made.until)}: {', '.join(made.rules)}. In the ledger.")
    click.echo("  next: let the dialler ask again; the call is judged anew.")


for command in (client, clients, webhook, rotate_key, sandbox, conformance, openapi):
    gate.add_command(command)

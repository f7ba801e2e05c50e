"""ringfence call run, call stop: make the calls of a recorded campaign, and stop them."""

import json
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from ringfence.cli.shared import format_option, home_option, now

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ringfence.campaigns.signed import Signed
    from ringfence.dialling.driver import Driver
    from ringfence.dialling.runner import Plan, Tally

WORDS = {
    "played": "heard the message to its end",
    "hung-up": "hung up before its end",
    "objected": "pressed the key and will not be called again",
    "busy": "busy",
    "no-answer": "no answer",
    "failed": "failed",
    "not-known": "lost sight of: not known how they ended",
    "refused-at-trunk": "refused by the gate in the trunk",
}


@click.command("run")
@click.argument("campaign")
@click.option("--list", "list_", required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="Whom to call: the callable.csv of preflight.")  # fmt: skip
@click.option("--driver", type=click.Choice(["asterisk", "baresip", "dry-run"]), default="dry-run",
              show_default=True)  # fmt: skip
@click.option("--asterisk", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="For asterisk: where it is, see docs/asterisk.md.")  # fmt: skip
@click.option("--trunk", metavar="HOST:PORT", help="For baresip: the SIP trunk to call through.")
@click.option("--interface", metavar="ADDRESS", help="The local address to call from, if it matters.")
@click.option("--shown", metavar="NUMBER", help="The number to show  [default: the first the campaign was signed with]")
@click.option("--run", "run_name", default="1", show_default=True, help="The same name goes on; another begins anew.")
@click.option(
    "--per-second", default=1.0, show_default=True, type=click.FloatRange(0.01, 50), help="New calls a second."
)
@click.option("--at-once", default=5, show_default=True, type=click.IntRange(1, 100), help="Calls in progress.")
@click.option("--attempts", default=1, show_default=True, type=click.IntRange(1, 10), help="For a number not reached.")
@click.option("--retry-after", default=4.0, show_default=True, type=click.FloatRange(0.1), help="Hours between them.")
@home_option
@format_option
def run_calls(campaign: str, list_: Path, driver: Literal["asterisk", "baresip", "dry-run"], home: Path, form: str,
              *, asterisk: Path | None, trunk: str | None, interface: str | None, **options: Any) -> int:  # fmt: skip
    """Call a list with the recording that was signed: asks the gate for each call, and dials only what it permits.

    Whoever presses the opt-out key is on file before the confirmation is played, and is not called again. Ctrl-C and
    `ringfence call stop` let calls in progress end and begin no other. Run again to go on: nobody is called twice. A
    dry run asks what the gate would say now, keeps nothing, and dials nobody. Exit code 3 if stopped before the end.

    \b
    Example:
        ringfence call run spring --list out/callable.csv --driver asterisk --asterisk asterisk.toml
    """
    from ringfence.dialling.numbers_file import read_numbers

    numbers = read_numbers(list_)
    signed, plan = _plan(home, campaign, **options)
    if driver == "dry-run":
        return _rehearse(home, signed, plan, numbers, form)
    import asyncio

    tally = asyncio.run(_made(home, plan, numbers, _opener(driver, plan, asterisk, trunk, interface)))
    click.echo(json.dumps(_data(tally), indent=2) if form == "json" else "\n".join(_text(tally)))
    return 3 if tally.stopped else 0


def _plan(home: Path, campaign: str, *, shown: str | None, run_name: str, per_second: float, at_once: int,
          attempts: int, retry_after: float) -> "tuple[Signed, Plan]":  # fmt: skip
    from ringfence.campaigns.signed import load
    from ringfence.dialling.attempts import Retry
    from ringfence.dialling.conduct import Manner
    from ringfence.dialling.runner import Plan
    from ringfence.dialling.sound import signed_sounds
    from ringfence.gate.keys import keyring
    from ringfence.numbers import read

    signed, _, folder = load(home, campaign, keyring(home).seals)
    message, confirmation = signed_sounds(signed, folder)
    number = read(shown).e164 if shown else f"+{signed.lines[0].number}" if signed.lines else None
    if number is None:
        raise click.BadParameter("say which number to show, such as 01632 960100", param_hint="--shown")
    return signed, Plan(
        campaign=campaign,
        shown=number,
        manner=Manner(message, confirmation, keys=signed.opt_out_keys),
        run=run_name,
        per_second=per_second,
        at_once=at_once,
        retry=Retry(attempts, timedelta(hours=retry_after)),
    )


def _opener(driver: str, plan: "Plan", asterisk: Path | None, trunk: str | None, interface: str | None
            ) -> "Callable[[], Awaitable[Driver]]":  # fmt: skip
    """What opens the driver, once there is an event loop."""
    if driver == "asterisk":
        if not asterisk:
            raise click.UsageError("--driver asterisk needs to know where it is: --asterisk asterisk.toml")
        from ringfence.dialling.ari import open_ari
        from ringfence.dialling.ari_settings import read_settings

        manner, settings = plan.manner, read_settings(asterisk)
        return lambda: open_ari(settings, plan.campaign, (manner.message, manner.confirmation), manner.ring_for)
    if not trunk:
        raise click.UsageError("--driver baresip needs a trunk. Say which: --trunk HOST:PORT")
    from ringfence.dialling.sip import open_sip

    return lambda: open_sip(trunk, interface)


async def _made(home: Path, plan: "Plan", numbers: list[int], opener: "Callable[[], Awaitable[Driver]]") -> "Tally":
    import asyncio
    import signal

    from ringfence.dialling.button import pressed
    from ringfence.dialling.runner import Run
    from ringfence.gate.opened import open_gate

    asked: list[str] = []
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, asked.append, "stopped here by hand")
    driver = await opener()
    try:
        with open_gate(home) as desk:
            run = Run(
                desk,
                driver,
                plan,
                clock=now,
                stop=lambda: asked[0] if asked else pressed(home, plan.campaign),
                tell=_live if sys.stderr.isatty() else lambda _tally: None,
            )
            return await run.over(numbers)
    finally:
        await driver.close()


def _live(tally: "Tally") -> None:
    told = ", ".join(f"{count} {word}" for word, count in tally.outcomes.most_common())
    refused = f", {tally.refused.total()} not permitted" if tally.refused else ""
    line = f"{tally.looked_at}/{tally.total}: {tally.now} on the line; {told}{refused}"
    click.echo(f"\r\033[K{line}", nl=False, err=True)


def _data(tally: "Tally") -> dict[str, Any]:
    return {
        "numbers": tally.total,
        "looked_at": tally.looked_at,
        "dialled": tally.dialled,
        "outcomes": dict(tally.outcomes),
        "not_permitted": dict(tally.refused),
        "passed_over": dict(tally.passed_over),
        "stopped": tally.stopped,
    }


def _text(tally: "Tally") -> list[str]:
    lines = [f"{tally.dialled} of {tally.total} numbers dialled."]
    lines += [f"  {count:6} {WORDS.get(word, word)}" for word, count in tally.outcomes.most_common()]
    lines += [f"  {count:6} not permitted: {_reason(code)}" for code, count in tally.refused.most_common()]
    passed = {
        "done": "called before",
        "later": "to be tried later",
        "interrupted": "cut short by a crash: left alone",
        "not-dialled": "permitted, and then not dialled: run again",
    }
    lines += [f"  {count:6} {passed[word]}" for word, count in tally.passed_over.most_common()]
    if tally.stopped:
        lines.append(f"Stopped: {tally.stopped}. Run the same command again to go on.")
    return [*lines, "Every question and outcome is in the ledger. Next: ringfence ledger verify"]


def _reason(code: str) -> str:
    from ringfence.reasons import REASONS

    return f"{code}, {REASONS[code]}" if code in REASONS else code


def _rehearse(home: Path, signed: "Signed", plan: "Plan", numbers: list[int], form: str) -> int:
    import secrets

    from ringfence.gate.calls import Call
    from ringfence.gate.opened import open_gate
    from ringfence.gate.session import rehearsed

    counts, reasons = Counter[str](), Counter[str]()
    with open_gate(home) as desk:
        for number in numbers:
            call = Call(
                reference=secrets.token_hex(8),
                campaign=signed.id,
                called=f"+{number}",
                at=now(),
                shown=plan.shown,
                withheld=False,
                door="dialling",
                client="dialling",
            )
            decision = desk.use(rehearsed(call))
            counts[decision.decision] += 1
            if decision.decision != "allow":
                reasons[decision.reasons[0]] += 1
    if form == "json":
        click.echo(json.dumps({"numbers": len(numbers), "decisions": counts, "reasons": reasons}, indent=2))
        return 0
    click.echo(f"A dry run: nobody was called. Now {counts['allow']} of {len(numbers)} numbers would be dialled,")
    click.echo(f"showing {plan.shown}, with a message of {plan.manner.message.seconds:.0f} s; keys {plan.manner.keys}.")
    for code, count in reasons.most_common():
        click.echo(f"  {count:6} not: {_reason(code)}")
    click.echo("Next: the same with --driver asterisk --asterisk asterisk.toml, or --driver baresip --trunk HOST:PORT")
    return 0


@click.command()
@click.argument("campaign")
@click.option("--by", metavar="NAME", help="Who stops it.")
@click.option("--lift", "lifted", is_flag=True, help="Let it run again.")
@home_option
def stop(campaign: str, by: str | None, lifted: bool, home: Path) -> None:
    """Stop the runs of a campaign, in whichever process: no call begins from now on, until you lift it.

    \b
    Example:
        ringfence call stop spring --by "A. Example"
    """
    from ringfence.campaigns.signed import current
    from ringfence.dialling import button
    from ringfence.preferences.events import instant

    current(home, campaign)  # a slip of the pen would stop nothing
    if lifted:
        was = button.lift(home, campaign)
        click.echo("It may run again: start it with ringfence call run." if was else "It was not stopped.")
        return
    if not by:
        raise click.UsageError('Say who stops it: --by "A. Example"')
    button.press(home, campaign, by, instant(now()))
    click.echo("Stopped: no call begins from now on. Calls in progress end as they would have.")
    click.echo(f"Next: ringfence call stop {campaign} --lift, when it may run again.")

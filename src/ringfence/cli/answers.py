"""ringfence answers: survey answers that nobody can tie back; what is promised of them, and whether that holds."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ringfence.cli.answers_attack import attack
from ringfence.cli.answers_results import export, report, table
from ringfence.cli.shared import format_option, home_option, now

if TYPE_CHECKING:
    from collections.abc import Callable

    from ringfence.answers.kept import Left
    from ringfence.store import Store

campaign_argument = click.argument("campaign")


@click.group()
def answers() -> None:
    """Keep survey answers that nobody can tie to a call: what is promised, what waits, what left; attempts on it."""


@answers.command(name="claim")
@campaign_argument
@home_option
@format_option
def claim_(campaign: str, home: Path, form: str) -> None:
    """Show what is promised of a campaign's answers, exactly, and what is outside the promise.

    For the officer, before the first interview; the same text goes into the evidence. CAMPAIGN is the campaign's id, or
    the folder of its card.

    \b
    Example:
        ringfence answers claim spring-survey
    """
    from ringfence.answers import plan
    from ringfence.answers.claim import claim
    from ringfence.answers.kept import Plan, plan_of
    from ringfence.store.answers import on_server

    name = campaign_id(campaign)
    found = plan_of(home, name)
    text = claim(found or Plan(), postgres=on_server())
    if form == "json":
        click.echo(_json({"campaign": name, "settled": found is not None, "claim": text} | plan.told(found or Plan())))
        return
    click.echo(text)
    if found is None:
        click.echo(f"\nNo answers of {name} are kept yet: these are the terms unless its first opening sets others.")


@answers.command()
@campaign_argument
@home_option
@format_option
def status(campaign: str, home: Path, form: str) -> int:
    """Say how many interviews wait, how many left, why the rest stays, and whether this machine holds what is promised.

    Exit code 3 where something weakens the promise, such as swap on a disk.

    \b
    Example:
        ringfence answers status spring-survey
    """
    from ringfence.answers.kept import open_answers
    from ringfence.answers.memory import memory_folder, swap_in_use

    name = _existing(home, campaign)
    with open_answers(home, name) as kept:
        found: dict[str, Any] = {
            "campaign": name,
            "waiting": kept.waiting(),
            "why": kept.why_waiting(),
            "released": sum(1 for _ in kept.released()),
            "texts": len(kept.texts()),
            "k": kept.plan.k,
            "answers_in": kept.shown,
            "waiting_in": str(memory_folder(home)),
            "swap": swap_in_use(),
            "weaknesses": kept.weaknesses(),
        }
    if form == "json":
        click.echo(_json(found))
    else:
        click.echo("\n".join(_standing(found)))
    return 3 if found["weaknesses"] else 0


@answers.command()
@campaign_argument
@click.option("--rest", is_flag=True, help="At the end of the field work: also small cells, told less finely.")
@home_option
@format_option
def release(campaign: str, rest: bool, home: Path, form: str) -> None:
    """Let waiting answers leave in shuffled batches, as far as they are enough to hide each other.

    Full batches leave by themselves, without this.

    Each batch is noted in the ledger with its size, and nothing else. Use --rest once, when the last call was made.

    \b
    Example:
        ringfence answers release spring-survey --rest
    """
    from ringfence.answers.kept import open_answers
    from ringfence.store import open_store

    name = _existing(home, campaign)
    with open_store(home) as store, open_answers(home, name, on_left=noted(store, name)) as kept:
        left, waiting, why = kept.release(rest=rest), kept.waiting(), kept.why_waiting()
    if form == "json":
        told = [{"kind": each.kind, "wave": each.wave, "interviews": each.interviews} for each in left]
        click.echo(_json({"left": told, "waiting": waiting, "why": why}))
        return
    closed = [each.interviews for each in left if each.kind == "closed"]
    batches = "1 batch" if len(closed) == 1 else f"{len(closed)} batches"
    click.echo(f"{sum(closed):,} interviews left in {batches}; {waiting:,} wait.")
    click.echo("\n".join(_why(why)), nl=bool(why))
    if waiting and not rest:
        click.echo("When the field work is over: ringfence answers release CAMPAIGN --rest")


for each in (attack, table, export, report):
    answers.add_command(each)


def noted(store: "Store", campaign: str) -> "Callable[[Left], None]":
    """What puts a batch that left into the ledger: its wave and its size."""
    from ringfence import ledger
    from ringfence.ledger.events import AnswersReleased
    from ringfence.preferences.events import instant

    def note(left: "Left") -> None:
        told = AnswersReleased(
            at=instant(now()), campaign=campaign, wave=left.wave, answers=left.interviews, what=left.kind
        )
        ledger.append(store, [told])

    return note


def campaign_id(written: str) -> str:
    """The campaign that is meant: its id, or the folder or file of its card."""
    path = Path(written)
    if path.suffix == ".toml" or path.is_dir():
        from ringfence.campaigns.card import load

        return load(path).campaign.id
    return written


def _existing(home: Path, written: str) -> str:
    from ringfence.answers.kept import plan_of
    from ringfence.cli.people import NothingToDo

    name = campaign_id(written)
    if plan_of(home, name) is None:
        raise NothingToDo(
            f"no answers of a campaign {name} are kept in {home}. Interviews make them: ringfence interview CAMPAIGN."
        )
    return name


def _standing(found: dict[str, Any]) -> list[str]:
    unknown = "this system does not say whether it swaps to a disk; see to it that what is swapped is encrypted"
    return [
        f"{found['released']:,} interviews released, {found['texts']:,} free texts; in {found['answers_in']}",
        f"{found['waiting']:,} interviews wait in memory, in {found['waiting_in']}; a restart loses them",
        *_why(found["why"]),
        *(f"Weakens the promise: {each}." for each in found["weaknesses"]),
        *([unknown] if found["swap"] is None else []),
    ]


def _why(why: dict[str, int]) -> list[str]:
    return [f"    {count:,}: {reason}" for reason, count in sorted(why.items())]


def _json(value: object) -> str:
    from ringfence.cli.objection_words import as_json

    return as_json(value)

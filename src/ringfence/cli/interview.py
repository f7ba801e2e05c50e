"""ringfence interview: hold interviews from a checked script at a terminal; make and check the questionnaire."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.cli.shared import EXIT, format_option, home_option, now, on_option

if TYPE_CHECKING:
    from ringfence.answers.interview.prepare import Prepared

FOLDER = click.Path(path_type=Path, exists=True)
campaign_argument = click.argument("campaign", type=FOLDER, metavar="CAMPAIGN")


class _WithDefault(click.Group):
    """`interview CAMPAIGN` is `interview run CAMPAIGN`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        known = {*self.commands, *ctx.help_option_names}
        return super().parse_args(ctx, ["run", *args] if args and args[0] not in known else args)


@click.group(cls=_WithDefault)
def interview() -> None:
    """Hold interviews from the checked script: at the keyboard, or from a pipe.

    `ringfence interview CAMPAIGN` is short for `ringfence interview run CAMPAIGN`.

    \b
    Example:
        ringfence interview my-campaign --interviewer Ann
    """


@interview.command()
@campaign_argument
@click.option("--interviewer", metavar="NAME", help="Who interviews and gives this name.  [default: who is logged in]")
@click.option("--practice", is_flag=True, help="Try it: nothing is kept, and nothing stands in the way.")
@on_option
@home_option
def run(campaign: Path, interviewer: str | None, practice: bool, on: date | None, home: Path) -> int:
    """Hold interviews one after the other; answers are kept so that nobody can tie them to a call.

    At any question: back, object WORDS, complain WORDS, end OUTCOME, help. An objection is confirmed once it is on the
    disk. Nothing of an interview under way is on a disk: if this program is killed, that one interview is lost.

    \b
    Example:
        ringfence interview run my-campaign --interviewer Ann
    """
    from ringfence.answers.interview.prepare import prepare
    from ringfence.cli import interview_terminal as terminal

    prepared = prepare(campaign, on)
    interviewer = interviewer or _logged_in()
    if prepared.decision != "allow" and not practice:
        click.echo("\n".join(_stands_in_the_way(prepared)))
        return EXIT[prepared.decision]
    if practice:
        terminal.practise(prepared, interviewer)
        return 0
    from ringfence.answers.claim import claim
    from ringfence.answers.interview.desk import Desk
    from ringfence.answers.interview.listed import bands, people
    from ringfence.answers.interview.quotas import Counts
    from ringfence.answers.kept import Plan, open_answers, plan_of
    from ringfence.answers.results.columns import flat
    from ringfence.cli.answers import noted
    from ringfence.store import open_store

    name, dimensions = prepared.campaign.campaign.id, prepared.questionnaire.bands
    told = people(prepared.campaign.lists, dimensions)
    plan = None if plan_of(home, name) else Plan(bands=bands(dimensions, told, Plan().k))
    with open_store(home) as store, open_answers(home, name, plan, on_left=noted(store, name)) as kept:
        click.echo(claim(kept.plan).partition("\n\n")[0])
        click.echo("All of it: ringfence answers claim " + str(campaign) + "\n")
        counts = Counts(prepared.questionnaire, (flat(answer) for answer in kept.released()))
        desk = Desk(prepared.questionnaire, store, kept, counts)
        held = terminal.hold(desk, prepared, interviewer, told, now)
        waiting = kept.waiting()
    click.echo(f"{held} interviews complete. {waiting} wait to be released: ringfence answers release {campaign}")
    return 0


@interview.command()
@campaign_argument
@click.option("--force", is_flag=True, help="Write over the questionnaire that is there.")
@on_option
def make(campaign: Path, force: bool, on: date | None) -> int:
    """Make questionnaire.yaml from the campaign's script, and say what a person must still settle in it.

    Reads what `script check` reads; of an XLSForm also its routing, constraints and choices.

    \b
    Example:
        ringfence interview make my-campaign
    """
    from ringfence.answers.interview import questionnaire as files
    from ringfence.answers.interview.checking import check as look
    from ringfence.answers.interview.prepare import make as made_from
    from ringfence.lists.report import OutputRefused, whole

    made, standing = made_from(campaign, on)
    folder = campaign if campaign.is_dir() else campaign.parent
    target = folder / files.FILE
    if target.exists() and not force:
        raise OutputRefused(f"{target} is there already, and may hold a person's corrections. Write over it: --force")
    with whole(target) as (part,):
        part.write_text(files.dumps(made), encoding="utf-8")
    click.echo(f"{target}: {len(made.questions)} things to say and ask, from {made.script}.")
    problems = look(made)
    click.echo("\n".join(f"  {each.level}  {each.place}: {each.message}" for each in problems), nl=bool(problems))
    if standing.review.decision != "allow":
        click.echo(f"The script itself is on {standing.review.decision}: ringfence script check {made.script}")
    click.echo(f"Next: correct it, then ringfence interview check {campaign}")
    return 3 if any(each.level == "error" for each in problems) else 0


@interview.command()
@campaign_argument
@on_option
@format_option
def check(campaign: Path, on: date | None, form: str) -> int:
    """Say whether interviews may begin: routes nobody can take, unknown names, the script, and where answers go.

    \b
    Example:
        ringfence interview check my-campaign
    """
    import json

    from ringfence.answers.interview.prepare import prepare

    prepared = prepare(campaign, on)
    if form == "json":
        problems = [{"level": p.level, "place": p.place, "message": p.message} for p in prepared.problems]
        linked = list(prepared.linked.lines) if prepared.linked else []
        click.echo(
            json.dumps(
                {
                    "decision": prepared.decision,
                    "questions": len(prepared.questionnaire.questions),
                    "answers_kept": prepared.kept,
                    "script": prepared.standing.review.decision,
                    "script_sha256": prepared.script_sha256,
                    "other_script": prepared.other_script,
                    "problems": problems,
                    "law_of_linked_answers": linked,
                },
                ensure_ascii=False,
                indent=2,
            )
        )
        return EXIT[prepared.decision]
    click.echo("\n".join(_stands_in_the_way(prepared)))
    return EXIT[prepared.decision]


def _logged_in() -> str:
    """The name of who is logged in, where the system knows one."""
    from getpass import getuser

    try:
        return getuser()
    except (ImportError, KeyError, OSError):
        return "the interviewer"


def _stands_in_the_way(prepared: "Prepared") -> list[str]:
    """What a person reads before interviews begin."""
    title = f"{prepared.questionnaire.title}: {len(prepared.questionnaire.questions)} things to say and ask."
    if prepared.linked is not None:
        return [
            title,
            "This is voter identification, not research: answers are kept against the person. The law is another one:",
            *(f"  {line}" for line in prepared.linked.lines),
            "Ringfence keeps no answers by name, so it holds no such interviews. Keep answers against nobody",
            "([answers] linked_to_person = false, and say so in the script), or use your own system for this.",
        ]
    lines = [title]
    if not prepared.on_file:
        lines.append(
            "There is no questionnaire.yaml: this one was read from the script just now. To correct it and keep it:"
        )
        lines.append(f"  ringfence interview make {prepared.folder}")
    if prepared.standing.review.decision != "allow":
        lines.append(f"The script is on {prepared.standing.review.decision}. See ringfence script check.")
    if prepared.kept == "not known":
        lines.append("The card does not say against whom answers are kept. Write [answers] linked_to_person = false.")
    if prepared.other_script:
        lines.append(
            "The questionnaire was made from another text than the script that stands there now. Make it again "
            "(ringfence interview make), or put this script's hash into it once somebody has compared the two: "
            f"{prepared.script_sha256}"
        )
    lines += [f"{each.level}  {each.place}: {each.message}" for each in prepared.problems]
    return [*lines, "Interviews may begin." if prepared.decision == "allow" else "Interviews may not begin yet."]

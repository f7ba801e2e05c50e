"""ringfence case assess, decide, second, log, erase: what people do with a case."""

from datetime import date
from pathlib import Path

import click

from ringfence.cli.case_evidence import by_option, case_argument
from ringfence.cli.shared import Day, format_option, home_option, now


@click.command()
@case_argument
@click.option(
    "--on", type=Day(), help="The day of the assessment  [default: today]; calls are judged by their own day."
)
@by_option
@home_option
@format_option
def assess(case_id: str, on: date | None, by: str, home: Path, form: str) -> int:
    """Assess a case: facts known, unknown and disputed with their evidence, each call under the law of its day.

    Says what is broken, who answers by which route, what could follow, what weighs, and the nearest published outcomes
    by facts. It decides nothing. Exit code 2 when a rule is broken on what is known, 3 when something is open.

    \b
    Example:
        ringfence case assess 2026-000001
    """
    from ringfence.cases.assessing import assessed
    from ringfence.cases.others import numbers_of_others
    from ringfence.cases.report import text
    from ringfence.cases.steps import step
    from ringfence.cli.case_words import added, as_json, loaded, new_id
    from ringfence.cli.shared import today
    from ringfence.preferences.register_store import open_registers
    from ringfence.store import open_store

    with open_store(home) as store:
        case = loaded(store, case_id)
        found = assessed(case, on or today(), store.history, open_registers(home), numbers_of_others(store, case))
        made = step(case_id, "assessed", id_=new_id(), now=now(), by=by, details=found.details, body=found.body)
        added(store, [made])
    if form == "json":
        click.echo(as_json(found.body))
    else:
        click.echo(
            text(found.body) + f"\nNext: ringfence case decide {case_id} --outcome breach --reasons WORDS --by NAME"
        )
    return 2 if found.breached else 3 if found.open else 0


@click.command()
@case_argument
@click.option("--outcome", required=True, help="breach, no_breach, advice, not_proven or out_of_scope.")
@click.option("--reasons", default="", metavar="WORDS", help="Why.")
@by_option
@click.option("--at", metavar="ISO", help="When it was decided  [default: now]")
@home_option
def decide(case_id: str, outcome: str, reasons: str, by: str, at: str | None, home: Path) -> int:
    """Record a person's decision with its reasons, tied to the assessment it was taken on.

    \b
    Example:
        ringfence case decide 2026-000001 --outcome breach --reasons "no consent was shown" --by "A. Khan"
    """
    from ringfence.cases.events import last
    from ringfence.cases.steps import decision, step
    from ringfence.cli.case_words import added, loaded, new_id
    from ringfence.preferences.events import read_when
    from ringfence.store import open_store

    moment = now()
    with open_store(home) as store:
        details, body = decision(outcome, reasons, by, last(loaded(store, case_id).events, "assessed"))
        when = read_when(at, moment) if at else None
        made = step(case_id, "decided", id_=new_id(), now=moment, by=by, at=when, details=details, body=body)
        case = added(store, [made])
    wait = "" if case.settled else f"\nIt waits for a second reader: ringfence case second {case_id} --agrees --by NAME"
    click.echo(f"On file: {outcome.replace('_', ' ')}, by {by}, on assessment {details['assessment'][:12]}….{wait}")
    return 0 if case.settled else 3


@click.command()
@case_argument
@click.option("--agrees/--disagrees", default=None, required=True, help="What the second reader finds.")
@click.option("--reasons", default="", metavar="WORDS", help="Why; needed to disagree.")
@by_option
@home_option
def second(case_id: str, agrees: bool, reasons: str, by: str, home: Path) -> int:
    """Record what a second person, who did not take the decision, makes of it. Exit code 3 when they do not agree.

    \b
    Example:
        ringfence case second 2026-000001 --agrees --by "B. Evans"
    """
    from ringfence.cases.events import CaseUnusable
    from ringfence.cases.steps import needed, step
    from ringfence.cli.case_words import added, loaded, new_id
    from ringfence.store import open_store

    needed(by, "by", "A reading is a person's.")
    if not agrees:
        needed(reasons, "reasons", "Who does not agree says why.")
    with open_store(home) as store:
        decided = loaded(store, case_id).decision
        if decided is None:
            raise CaseUnusable(f"{case_id}: nothing was decided yet. Run: ringfence case decide {case_id}")
        details = {"decision": decided.id, "agrees": agrees}
        body = {"reasons": reasons} if reasons else None
        added(store, [step(case_id, "seconded", id_=new_id(), now=now(), by=by, details=details, body=body)])
    click.echo("The decision stands." if agrees else "It does not stand: decide again, with the reader's reasons.")
    return 0 if agrees else 3


@click.command()
@case_argument
@click.argument("kind", required=False)
@click.option("--at", metavar="ISO", help="When it happened: 2026-11-21 or 2026-11-21T14:30  [default: now]")
@click.option("--note", default="", metavar="WORDS")
@click.option("--comply-by", type=Day(), help="Of a notice: the day by which it must be complied with.")
@click.option("--answer-by", type=Day(), help="Of a letter or notice: the day by which it wants an answer.")
@by_option
@home_option
def log(
    case_id: str, kind: str | None, at: str | None, note: str, comply_by: date | None, answer_by: date | None, by: str,
    home: Path,
) -> None:  # fmt: skip
    """Write down a step of a case, which starts and stops its clocks; without KIND, the steps that there are.

    \b
    Example:
        ringfence case log 2026-000001 acknowledged --by "A. Khan"
        ringfence case log 2026-000001 notice_sent --at 2010-02-04 --comply-by 2010-03-06
    """
    from ringfence.cases.events import KINDS
    from ringfence.cases.show import clock as as_data
    from ringfence.cases.show import clock_lines
    from ringfence.cases.steps import refuse_own_command, step
    from ringfence.cli.case_words import added, loaded, new_id, running_of
    from ringfence.preferences.events import read_when
    from ringfence.store import open_store

    moment = now()
    with open_store(home) as store:
        if kind is None:
            role = loaded(store, case_id).role
            click.echo("\n".join(f"{name:<24} {words}" for name, words in KINDS.items() if role.knows(name)))
            return
        refuse_own_command(kind)
        details = {
            "note": note,
            "comply_by": comply_by.isoformat() if comply_by else None,
            "answer_by": answer_by.isoformat() if answer_by else None,
        }
        when = read_when(at, moment) if at else None
        case = added(store, [step(case_id, kind, id_=new_id(), now=moment, by=by, at=when, details=details)])
    click.echo(f"Case {case_id}: {KINDS[kind]}. It is now {case.state}. {case.next_step}".rstrip())
    lines = list(clock_lines([as_data(each) for each in running_of(case, moment) if each.open]))
    click.echo("\n".join(lines), nl=bool(lines))


@click.command()
@case_argument
@click.option("--reason", required=True, metavar="WORDS", help="Who asked, and why it may be emptied.")
@by_option
@home_option
def erase(case_id: str, reason: str, by: str, home: Path) -> None:
    """Empty what a case says of people: number, name, address, words. Steps, days and the decision stay.

    Objections are kept apart and stand. Think first: a case may be needed to defend a legal claim.

    \b
    Example:
        ringfence case erase 2026-000001 --reason "asked for on 3 December; the time for claims is over" --by "A. Khan"
    """
    from ringfence.cases.steps import needed, step
    from ringfence.cli.case_words import loaded, new_id
    from ringfence.store import open_store

    words = needed(reason, "reason", "Say who asked and why.")
    with open_store(home) as store:
        loaded(store, case_id)
        made = step(case_id, "erased", id_=new_id(), now=now(), by=by, details={"note": words})
        count = store.cases.empty(case_id, made)
    click.echo(f"{count:,} events of {case_id} were emptied of what they said of people.")

"""A campaign folder -> a signed version of it, if its preflight says go, or hold and a person accepts what holds it."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from ringfence.campaigns import card, second, signed
from ringfence.campaigns.card import Campaign
from ringfence.campaigns.preflight import Judge, Preflight, Standing, callable_at_all, preflight, stand
from ringfence.campaigns.run import evidence, inputs
from ringfence.campaigns.signed import Accepted, FileSigned, LineSigned, ScriptPeriod, Signed, Waived
from ringfence.errors import RingfenceError
from ringfence.lists.intake import ContactList, prepare, take_in
from ringfence.lists.screen import Screening, screen
from ringfence.numbers import masked, read
from ringfence.preferences.evidence import Evidence
from ringfence.preferences.kept import NOTHING_KEPT, Kept
from ringfence.preferences.register_store.durable import only_writer, write_whole
from ringfence.rulebook import cuts, periods, version
from ringfence.scripts import waivers
from ringfence.scripts.checking import ScriptReport
from ringfence.scripts.review import Told
from ringfence.tables.engine import database

KeptFor = Callable[[Campaign], Kept]
KEYS, PLACES = "numbers.i64", "lists.u8"
SCRIPT, LIST = "script", "list"  # the names under which a script or a list that is held is accepted


class NotToBeSigned(RingfenceError):
    """A campaign that may not run as it is."""

    code = "not-to-be-signed"


@dataclass(frozen=True)
class Asked:
    """Who signs, when, and what of the holds that person accepts: rule (or `script`) and the reason."""

    by: str
    at: str
    today: date
    accepted: Mapping[str, str]
    watch: bool = True
    others: tuple[str, ...] = ()  # whoever else answers for it: made or changed it, or looked through it
    how: second.How = "accounts"  # what `by` and `others` are, where the card asks for two people


@dataclass(frozen=True)
class Sheet:
    """What a person is shown before signing: what holds the campaign, why nobody may sign it, who contests it."""

    held: Mapping[str, str]
    problem: str
    contested_by: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """What signing rests on."""

    campaign: Campaign
    standing: Standing
    result: Preflight
    evidence: Evidence
    before: Mapping[Path, FileSigned]  # every input as it was before anything was read


def look(folder: Path, today: date, kept_for: KeptFor = lambda _: NOTHING_KEPT) -> Found:
    """Walks the campaign through its preflight: on the first day in the field, or today if that lies in it.

    What is kept on this machine is taken as the gate will take it: registers in place of the card's own, objections and
    consents beside its files.
    """
    campaign = card.load(folder)
    about = campaign.campaign
    before = {
        file: _seen(file) for file in sorted({campaign.path, about.script, *_waivers(campaign), *inputs(campaign)})
    }
    on = min(max(today, about.field_from), about.field_until)
    kept = kept_for(campaign)
    standing, held = stand(campaign, on, kept), evidence(campaign, on, kept)

    def walk(judge: Judge) -> Screening:
        lists = [
            ContactList(each.file, source, each.phone_column)
            for each, source in zip(campaign.lists, campaign.list_facts(), strict=True)
        ]
        return screen(lists, held, judge, on, cuts=cuts(on))

    return Found(campaign, standing, preflight(standing, walk if campaign.lists else None), held, before)


def holding(found: Found) -> dict[str, str]:
    """What holds a campaign: rule, `script` or `list`, and the question or the reason."""
    standing, screening = found.standing, found.result.screening
    held = {a.rule.id: a.question or a.reason for a in standing.judgement.answers if a.decision == "hold"}
    if standing.review.decision == "hold":
        held[SCRIPT] = _script_held(standing)
    if screening is not None and standing.decision == "allow" and callable_at_all(screening) == "hold":
        reasons = ", ".join(screening.reasons)
        held[LIST] = f"no number of the lists may be called as things stand ({reasons}); each will be judged again"
    return held


def sheet(found: Found) -> Sheet:
    """What is to be accepted, and why nobody can sign it as it is, if nobody can."""
    held, problem = holding(found), ""
    try:
        check(found, Asked("", "", found.standing.on, dict.fromkeys(held, "to be given")))
    except NotToBeSigned as error:
        problem = error.message
    return Sheet(held, problem, tuple(sorted(found.standing.review.contested_by)))


def _script_held(standing: Standing) -> str:
    names = ", ".join(sorted(standing.review.contested_by))
    if names:
        return f"{names} says that the check misread the script: a second person has to agree, or the words go"
    return "sections of the script depend on facts that are missing, or need a person"


def _waivers(campaign: Campaign) -> tuple[Path, ...]:
    """The waivers beside the script, if there are any."""
    found = waivers.beside(campaign.campaign.script)
    return (found,) if found else ()


def check(found: Found, asked: Asked) -> None:
    """Refuses a campaign that may not run, or that is held by something nobody accepted."""
    name = found.campaign.campaign.id
    if found.standing.decision == "block":
        reasons = ", ".join(found.standing.judgement.reasons) or "its script"
        raise NotToBeSigned(
            f"{name}: preflight says stop ({reasons}), and nobody can sign over that. Mend the campaign; see what to "
            "change with: ringfence preflight CAMPAIGN_DIR"
        )
    held = holding(found)
    if unknown := sorted(set(asked.accepted) - set(held)):
        raise NotToBeSigned(
            f"{name}: {unknown[0]} does not hold this campaign. "
            + (f"What holds it: {', '.join(held)}." if held else "Nothing holds it.")
        )
    if missing := [rule for rule in held if not asked.accepted.get(rule, "").strip()]:
        told = "; ".join(f"{rule}: {held[rule]}" for rule in missing)
        raise NotToBeSigned(
            f"{name}: preflight says hold. {told}. Settle it in the card, or accept it with a reason: "
            f'--accept {missing[0]}="WHY"'
        )
    if found.result.screening is None and found.campaign.gate.numbers == "listed":
        raise NotToBeSigned(f'{name}: the card names no list. Add [[lists]], or write `[gate] numbers = "any"`.')
    if found.result.screening is not None and found.result.verdict == "stop":
        raise NotToBeSigned(f"{name}: preflight says stop: no number of its lists may be called. See the report.")


def four_eyes(home: Path, campaign: Campaign) -> bool:
    """Whether two people are asked for: by the card, or by the version in force, which no change of the card undoes."""
    return campaign.gate.four_eyes or signed.had_four_eyes(home, campaign.campaign.id)


def why_not_alone(home: Path, campaign: Campaign, contested_by: Collection[str], asked: Asked) -> str:
    """Why it takes somebody else to sign, and the way out; empty if this person may."""
    if contested_by and second.among(asked.by, {*contested_by, *asked.others}):
        return (
            f"findings of the script are contested, and {asked.by} contests them or changed the campaign. One name is "
            "not enough to dial: somebody else has to sign, or the words have to go"
        )
    return second.missing(asked.by, asked.others, asked.how) if four_eyes(home, campaign) else ""


def sign(home: Path, folder: Path, asked: Asked, kept_for: KeptFor) -> tuple[Signed, str]:
    """Keeps a new version of the campaign, on the disk but not yet in force; the version and its digest."""
    found = look(folder, asked.today, kept_for)
    check(found, asked)
    if why := why_not_alone(home, found.campaign, found.standing.review.contested_by, asked):
        raise NotToBeSigned(f"{found.campaign.campaign.id}: {why}.")
    name = found.campaign.campaign.id
    place = signed.folder_of(home, name)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    with only_writer(place), _part(place) as part:
        number = signed.next_version(home, name)
        made = _made(found, asked, number, part)
        digest = signed.keep(part, made)
        _put(part, place / f"{number:06}")
    return made, digest


@contextmanager
def _part(place: Path) -> Iterator[Path]:
    for left in place.glob(".part-*"):
        shutil.rmtree(left, ignore_errors=True)
    part = Path(tempfile.mkdtemp(prefix=".part-", dir=place))
    try:
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _put(part: Path, target: Path) -> None:
    from ringfence.durable import sync_folder  # noqa: PLC0415 - beside its only use

    sync_folder(part)
    part.rename(target)
    sync_folder(target.parent)


def _made(found: Found, asked: Asked, number: int, part: Path) -> Signed:
    campaign, about = found.campaign, found.campaign.campaign
    listed = _numbers(campaign, part)
    files = _copies(found, part) | {each: _seen(part / each) for each in (KEYS, PLACES)}
    for file, was in found.before.items():
        if _seen(file) != was:
            raise NotToBeSigned(f"{file} changed while the campaign was being signed. Sign again.")
    return Signed(
        form=signed.FORM,
        id=about.id,
        name=about.name,
        version=number,
        signed_at=asked.at,
        signed_by=asked.by,
        verdict="hold" if asked.accepted else "go",
        rules_version=version(),
        field_from=about.field_from,
        field_until=about.field_until,
        mode=about.mode,
        facts=dict(found.standing.facts),
        answered={each.rule: each.answer == "ok" for each in campaign.judgements},
        accepted=[Accepted(rule, asked.by, why) for rule, why in asked.accepted.items()],
        script=_periods(campaign),
        script_overall=found.standing.script.overall,
        script_findings=_found(found.standing.script),
        organisations=list(campaign.organisations),
        call_centre=campaign.caller.name if campaign.caller else None,
        lists=[each.file.name for each in campaign.lists],
        sources=[dict(each) for each in campaign.list_facts()],
        numbers=campaign.gate.numbers,
        listed=listed,
        lines=[_line(campaign, place) for place in range(len(campaign.cli.inventory))],
        from_abroad=campaign.cli.from_abroad,
        consent_channel="live" if about.mode == "live" else "automated",
        history_days=campaign.history.days,
        history_cap=campaign.history.cap,
        registers=_registers(found),
        files=files,
        watched={str(file.resolve()): was for file, was in found.before.items()} if asked.watch else {},
        opt_out_keys=campaign.recorded.opt_out_keys,
        waivers=[_waived(each) for each in found.standing.review.waived],
        contested=sorted(found.standing.review.contested),
        others=list(asked.others),
        four_eyes=asked.how if campaign.gate.four_eyes else "",
    )


def _waived(told: Told) -> Waived:
    waiver = told.waiver
    assert waiver is not None
    return Waived(told.point.code, told.point.section, waiver.by, waiver.on, waiver.reason, told.effect or "")


def _found(script: ScriptReport) -> dict[str, int]:
    """How many findings of each check stand."""
    return dict(Counter(each.code for section in script.sections for each in section.findings))


def _periods(campaign: Campaign) -> list[ScriptPeriod]:
    """The script under each law of the field."""
    about = campaign.campaign
    return [
        ScriptPeriod(first, last, stand(campaign, first).review.decision)
        for first, last in periods(about.field_from, about.field_until)
    ]


def _line(campaign: Campaign, place: int) -> LineSigned:
    line = campaign.cli.inventory[place]
    number = read(line.number)
    if number.e164 is None:
        shown = masked(line.number) or "a number"
        raise NotToBeSigned(f"{campaign.path}: [cli] {shown} is no telephone number ({number.problem}). Correct it.")
    return LineSigned(int(number.e164[1:]), line.entitled, line.unique, line.tested_on, line.reached)


def _numbers(campaign: Campaign, part: Path) -> int:
    """Writes every number of the lists in order, and the first list it stands in; how many."""
    lists = [ContactList(each.file, {}, each.phone_column) for each in campaign.lists]
    keys, places = np.empty(0, np.int64), np.empty(0, np.uint8)
    if lists:
        with tempfile.TemporaryDirectory(prefix="ringfence-") as work, database(Path(work)) as con:
            prepare(con)
            take_in(con, lists, Path(work))
            sql = "SELECT key, min(list) AS list FROM numbers WHERE key IS NOT NULL GROUP BY key ORDER BY key"
            found = con.execute(sql).fetchnumpy()
        keys, places = np.asarray(found["key"], np.int64), np.asarray(found["list"], np.uint8)
    write_whole(part / KEYS, keys.astype("<i8").tobytes())
    write_whole(part / PLACES, places.tobytes())
    return len(keys)


def _copies(found: Found, part: Path) -> dict[str, FileSigned]:
    """Copies of the card, the script and all that the gate looks into; what they are."""
    campaign, own = found.campaign, found.evidence
    named = {"campaign.toml": campaign.path, f"script{campaign.campaign.script.suffix}": campaign.campaign.script}
    named |= {file.name: file for file in _waivers(campaign)}
    named |= {f"objections{own.objections.suffix}": own.objections} if own.objections else {}
    named |= {f"consents{own.consents.file.suffix}": own.consents.file} if own.consents else {}
    named |= {f"history{own.history.file.suffix}": own.history.file} if own.history else {}
    sounds = {signed.MESSAGE: campaign.recorded.message, signed.CONFIRMATION: campaign.recorded.confirmation}
    named |= {name: file for name, file in sounds.items() if file}
    for place, each in enumerate(own.registers):
        if each.stored is None:
            named[f"register-{place}-{each.kind}-{each.as_of}{each.file.suffix}"] = each.file
    for name, file in named.items():
        write_whole(part / name, file.read_bytes())
    return {name: _seen(part / name) for name in named}


def _registers(found: Found) -> list[dict[str, str]]:
    used = found.result.screening.registers if found.result.screening else ()
    return [
        {
            "register": each.kind,
            "file": each.file,
            "as_of": str(each.as_of or ""),
            "sha256": each.sha256,
            "version": "" if each.version is None else str(each.version),
        }
        for each in used
    ]


def _seen(file: Path) -> FileSigned:
    now = signed.seen(file)
    if now is None:
        raise NotToBeSigned(f"{file} cannot be read. Put it back and sign again.")
    return now

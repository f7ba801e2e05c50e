"""A campaign folder -> its result files, all of them or none."""

import json
import os
import re
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal

from ringfence.campaigns import card
from ringfence.campaigns.card import Campaign
from ringfence.campaigns.preflight import Judge, Standing, preflight, registers_of, stand
from ringfence.campaigns.report.page import render
from ringfence.campaigns.report.shape import Report
from ringfence.campaigns.report.summary import summarise
from ringfence.errors import RingfenceError
from ringfence.lists.description import describe, place_of
from ringfence.lists.intake import ContactList
from ringfence.lists.parts import BeingScreened, clear, held
from ringfence.lists.report import OutputRefused
from ringfence.lists.screen import Screening, screen
from ringfence.preferences.consents import Consents
from ringfence.preferences.evidence import Evidence
from ringfence.preferences.history import History
from ringfence.preferences.kept import NOTHING_KEPT, Kept
from ringfence.preferences.register import Register
from ringfence.rulebook import cuts, version

Progress = Callable[[str, float], None]
REGISTER_NAME = re.compile(r"(?P<kind>c?tps)[-_ ](?P<day>\d{4}-\d\d-\d\d)")
CALLABLE_HEADER = b"row,written,e164,kind,decision,reasons,situation"
VERDICTS = {"callable.csv": ("allow",), "excluded.csv": ("hold", "block")}
UNFINISHED = ".screening"  # chunks of a screening that was killed: the next run goes on with them
FILES = (*VERDICTS, *(f"{name}-metadata.json" for name in VERDICTS), "report.json", "report.html")


class RegistersMissing(RingfenceError):
    """A folder of registers without any that can be told."""

    code = "registers-missing"


def run(
    folder: Path,
    output: Path,
    *,
    on: date | None,
    today: date,
    progress: Progress,
    taking: Callable[[Campaign], Kept] = lambda _campaign: NOTHING_KEPT,
) -> Report:
    """Preflight a campaign and write its report and lists to `output`; nothing is written there unless all of it is.

    `taking` says what of what is kept is used for the campaign, beside the files that its card names.
    """
    _withdraw(output / "callable.csv")
    campaign = card.load(folder)
    _refuse_own_input(campaign, output)
    progress("reading the script", 0.0)
    standing = stand(campaign, on, taking(campaign))
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=output, prefix=".unfinished-") as name:
        part = Path(name)
        walk = partial(_screen, standing, part, output / UNFINISHED, progress) if campaign.lists else None
        result = preflight(standing, walk)
        report = summarise(result, today)
        if result.screening:
            _describe(part, result.screening)
        _write(part / "report.json", json.dumps(report, ensure_ascii=False, indent=2))
        _write(part / "report.html", render(report))
        for each in FILES:
            if (part / each).exists():
                (part / each).replace(output / each)
            else:
                (output / each).unlink(missing_ok=True)
    _clear_up(output)
    return report


def _clear_up(output: Path) -> None:
    """Removes the chunks, of no more use now, and what killed runs left; not while another is at work."""
    try:
        with held(output / UNFINISHED):
            for left in output.glob(".unfinished-*"):
                clear(left)
    except BeingScreened:
        return
    clear(output / UNFINISHED)


def _describe(folder: Path, screening: Screening) -> None:
    summary = {**screening.summary(), "rules_version": version()}
    for name, decisions in VERDICTS.items():
        counts = {each: count for each, count in screening.decisions.items() if each in decisions}
        describe(folder / name, {**summary, "decisions": counts})


def _withdraw(file: Path) -> None:
    """Take back an earlier run's numbers: while a new run has not said go, nothing is there to be dialled."""
    if file.is_file():
        with file.open("rb") as lines:
            ours = lines.readline().strip() == CALLABLE_HEADER
        if ours:
            file.unlink()
            place_of(file).unlink(missing_ok=True)


def inputs(campaign: Campaign) -> set[Path]:
    """Every file that the card names, but for the script."""
    sample = campaign.sample
    files = [source.file for source in campaign.lists] + [register.file for register in campaign.registers]
    files += [f for f in (campaign.objections.file, campaign.consents.file, campaign.history.file) if f]
    files += [f for f in (campaign.recorded.message, campaign.recorded.confirmation) if f]
    files += [f for f in (sample.results, sample.join, sample.quotas) if f]
    return {file.resolve() for file in files}


def _refuse_own_input(campaign: Campaign, output: Path) -> None:
    named = inputs(campaign)
    for each in FILES:
        if (output / each).resolve() in named:
            raise OutputRefused(f"{output / each} is an input of this campaign. Choose another folder with -o.")
        if (output / each).is_dir():
            raise OutputRefused(f"{output / each} is a folder. Remove it, or choose another folder with -o.")
    if output.exists() and not output.is_dir():
        raise OutputRefused(f"{output} is a file. Choose a folder with -o.")


def channel_of(campaign: Campaign) -> Literal["automated", "live"]:
    """The kind of call that a consent must cover."""
    return "live" if campaign.campaign.mode == "live" else "automated"


def evidence(campaign: Campaign, until: date, kept: Kept = NOTHING_KEPT) -> Evidence:
    """Everything on file about numbers that the card names, and what is kept beside it, to be used until a day."""
    return Evidence(
        registers=registers_of(campaign, kept),
        objections=campaign.objections.file,
        consents=Consents(campaign.consents.file, campaign.organisations, channel_of(campaign))
        if campaign.consents.file
        else None,
        history=History(campaign.history.file, campaign.history.days, campaign.history.cap)
        if campaign.history.file
        else None,
        until=until,
        kept_objections=kept.objections,
        kept_consents=kept.consents,
    )


def screen_file(
    standing: Standing,
    contacts: Path,
    *,
    registers: Path | None,
    phone_column: str | None,
    output: Path,
    progress: Progress,
    prepared: Path | None = None,
) -> Screening:
    """Screen one list for a campaign; verdicts go to `output`.

    `registers`, a folder, stands in place of all others. `prepared` is a folder that keeps what is on file ready to be
    looked up, for the next list of the day.
    """
    lists, on_file = asked_of(standing, contacts, phone_column, registers)
    found = screen(
        lists,
        on_file,
        standing.verdict,
        standing.on,
        out=output,
        cuts=cuts(standing.on),
        progress=progress,
        prepared=prepared,
    )
    return replace(found, notes=(*found.notes, *standing.kept.notes))


def asked_of(
    standing: Standing,
    contacts: Path | None,
    phone_column: str | None,
    registers: Path | None,
) -> tuple[list[ContactList], Evidence]:
    """A list with its source, or all lists of the card; and what is on file, with a folder's registers if given."""
    campaign = standing.campaign
    on_file = evidence(campaign, standing.until, standing.kept)
    if registers:
        on_file = replace(on_file, registers=register_files(registers))
    named = [
        ContactList(each.file, source, each.phone_column)
        for each, source in zip(campaign.lists, campaign.list_facts(), strict=True)
    ]
    if contacts is None:
        return named, on_file
    places = {each.file.resolve(): each.source for each in named}
    return [ContactList(contacts, places.get(contacts.resolve(), {}), phone_column)], on_file


def register_files(folder: Path) -> tuple[Register, ...]:
    """The registers in a folder, by names that say what and of which day they are: tps-2026-11-01.csv."""
    found = [(path, REGISTER_NAME.fullmatch(path.stem.lower())) for path in sorted(folder.glob("*"))]
    registers = tuple(
        Register("ctps" if match["kind"] == "ctps" else "tps", path, _register_day(path, match["day"]))
        for path, match in found
        if match
    )
    if not registers:
        raise RegistersMissing(
            f"{folder}: no register file is there. Name each for what it is and the day it was drawn, like "
            "tps-2026-11-01.csv or ctps-2026-11-01.txt."
        )
    return registers


def _register_day(path: Path, written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise RegistersMissing(f"{path}: {written} is no day. Name the file for the day it was drawn.") from None


def _screen(standing: Standing, folder: Path, work: Path, progress: Progress, judge: Judge) -> Screening:
    campaign = standing.campaign
    facts = campaign.list_facts()
    lists = [
        ContactList(each.file, source, each.phone_column) for each, source in zip(campaign.lists, facts, strict=True)
    ]
    return screen(
        lists,
        evidence(campaign, standing.until, standing.kept),
        judge,
        standing.on,
        folder=folder,
        cuts=cuts(standing.on),
        progress=progress,
        work=work,
    )


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())

"""The check of a draft, in a process of its own: it goes on when the page is closed, and can be called off.

HOME/drafts/ID/check/state.json   how far it is, or how it ended
HOME/drafts/ID/check/lock         held while it runs, by the process that runs it: let go of however that ends
HOME/drafts/ID/check/called-off   somebody wants it to stop
"""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ringfence.errors import RingfenceError
from ringfence.preferences.register_store.durable import only_writer, replace_whole
from ringfence.preferences.register_store.refusals import BeingLoaded
from ringfence.web.drafts import Draft
from ringfence.web.held import held

EVERY = 0.3  # seconds between two notes of how far it is
STARTING = 20.0  # seconds in which a process that was started has to hold its lock
_OURS: list[subprocess.Popen[bytes]] = []


class CalledOff(RingfenceError):
    """Somebody called the check off."""

    code = "called-off"


@dataclass(frozen=True)
class State:
    """How far a check is: `running`, `done`, `failed`, `called-off`, `died` or `none`."""

    name: str
    stage: str = ""
    share: float = 0.0
    message: str = ""
    by: str = ""
    started_at: str = ""

    @property
    def percent(self) -> int:
        return round(100 * min(max(self.share, 0.0), 1.0))


def state(draft: Draft) -> State:
    """How far the check of a draft is."""
    place = draft.folder / "check"
    try:
        told: dict[str, Any] = json.loads((place / "state.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return State("none")
    found = State(**told)
    if found.name == "running" and not _at_work(place) and not _just_started(found):
        return State("died", found.stage, found.share, "The check ended without an answer. Start it again.", found.by)
    return found


def start(draft: Draft, home: Path, today: date, by: str, at: datetime) -> None:
    """Starts the check; one that runs already is left to go on."""
    if state(draft).name == "running":
        return
    place = draft.folder / "check"
    place.mkdir(mode=0o700, exist_ok=True)
    (place / "called-off").unlink(missing_ok=True)
    _note(place, State("running", "starting", 0.0, "", by, at.isoformat()))
    _OURS[:] = [each for each in _OURS if each.poll() is None]
    command = [sys.executable, "-m", "ringfence.web.checking", str(draft.folder), str(home), today.isoformat(), by]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    _OURS.append(subprocess.Popen(command, start_new_session=True, **quiet))  # type: ignore[call-overload]  # noqa: S603


def call_off(draft: Draft) -> None:
    """Asks the check to stop; it does with its next step."""
    if state(draft).name == "running":
        (draft.folder / "check" / "called-off").touch()


def work(folder: Path, home: Path, today: date, by: str) -> None:
    """Runs the check, and says how it ended."""
    from ringfence.campaigns.run import run  # noqa: PLC0415 - heavy, and for this process only
    from ringfence.gate.kept import Wanted, taking  # noqa: PLC0415
    from ringfence.web import list_compared, signing_sheet, what_if  # noqa: PLC0415

    place, draft = folder / "check", Draft(folder.name, folder)
    with held(place):
        progress = _Progress(place, by)
        aside = list_compared.set_aside(draft)
        try:
            with taking(Wanted(home, registers=True, objections=True, consents=True)) as take:
                run(draft.files, draft.out, on=None, today=today, progress=progress, taking=take)
            list_compared.compare(draft, aside)
            signing_sheet.make(draft, home, today)
            what_if.make(draft)
        except CalledOff:
            ended = State("called-off", message="The check was called off. Nothing of it was kept.", by=by)
        except RingfenceError as error:
            ended = State("failed", message=error.message.replace(f"{draft.files}/", ""), by=by)
        except Exception as error:  # noqa: BLE001 - whatever it is, whoever waits is told
            ended = State("failed", message=f"Something is broken here ({type(error).__name__}).", by=by)
        else:
            ended = State("done", share=1.0, by=by)
        _note(place, ended)


class _Progress:
    """Notes how far the check is, and stops it when it was called off."""

    def __init__(self, place: Path, by: str) -> None:
        self._place, self._by, self._noted = place, by, 0.0
        self._started = datetime.now(UTC).isoformat()

    def __call__(self, stage: str, share: float) -> None:
        if time.monotonic() - self._noted < EVERY:
            return
        self._noted = time.monotonic()
        if (self._place / "called-off").exists():
            raise CalledOff("called off")
        _note(self._place, State("running", stage, share, "", self._by, self._started))


def _note(place: Path, told: State) -> None:
    replace_whole(place / "state.json", json.dumps(told.__dict__).encode())


def _at_work(place: Path) -> bool:
    try:
        with only_writer(place):
            return False
    except BeingLoaded:
        return True


def _just_started(found: State) -> bool:
    try:
        began = datetime.fromisoformat(found.started_at)
    except ValueError:
        return False
    return (datetime.now(UTC) - began).total_seconds() < STARTING


if __name__ == "__main__":
    work(Path(sys.argv[1]), Path(sys.argv[2]), date.fromisoformat(sys.argv[3]), sys.argv[4])

"""ringfence gate conformance: does a set-up keep to the gate? A sheet of what passed and what failed."""

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import click

from ringfence.cli.shared import format_option, now, progress_bar, width


@click.command()
@click.option("--http", "http_", metavar="URL", default="", help="The gate's HTTP door, as your dialler reaches it.")
@click.option("--agi", metavar="HOST:PORT", default="", help="The gate's FastAGI door.")
@click.option(
    "--sip", metavar="HOST:PORT", default="", help="Your trunk, with --carrier; without it the gate's SIP door."
)
@click.option("--trunk", metavar="NAME", default="", help="Send X-Ringfence-Trunk, as a proxy of several trunks does.")
@click.option("--prefix", metavar="DIGITS", default="", help="Send these before each number: your dial prefix.")
@click.option("--from", "source", metavar="HOST", default="", help="Send SIP from this address of the machine.")
@click.option(
    "--dial", metavar="COMMAND", default="", help="Your program that makes one call, with {called} {shown} in it."
)
@click.option(
    "--carrier", metavar="ADDRESS", default="", help="Play the carrier here: HOST:PORT (SIP) or http://HOST:PORT."
)
@click.option(
    "--sandbox", type=click.Path(path_type=Path), help="The sandbox that is served, if it is on this machine."
)
@click.option("--stop", metavar="COMMAND", help="Stops the gate; without it you are asked to, on a terminal.")
@click.option(
    "--stand-in", metavar="ADDRESS", default="", help="Answer wrongly there once it is stopped: http://, agi:// or sip:"
)
@click.option("--only", multiple=True, metavar="CHECK", help="This check only; again for each.")
@click.option("--key", envvar="RINGFENCE_GATE_KEY", default="", help="Client key; better in RINGFENCE_GATE_KEY.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the sheet as a page here.")
@format_option
def conformance(
    http_: str, agi: str, sip: str, trunk: str, prefix: str, source: str, dial: str, carrier: str, sandbox: Path | None,
    stop: str | None, stand_in: str, only: tuple[str, ...], key: str, output: Path | None, form: str,
) -> int:  # fmt: skip
    """Try a set-up on the sandbox's numbers and say what passed: exit code 2 if any failed, 3 if some was not checked.

    A door (--http, --agi, --sip) is asked as a dialler asks it. A whole set-up is tried from both ends: calls go in by
    --sip or --dial, and what your set-up sends to its carrier must arrive at --carrier. Serve a sandbox first
    (ringfence gate sandbox); never point a set-up with a real carrier at it. At the end the gate is stopped, and with
    --stand-in something answers wrongly in its place.

    \b
    Example:
        ringfence gate conformance --sandbox sandbox/ --http http://127.0.0.1:8700 -o sheet.html
        ringfence gate conformance --sandbox sandbox/ --sip 127.0.0.1:5060 --carrier 127.0.0.1:5080
        ringfence gate conformance --dial "python3 dial.py {called}" --carrier http://127.0.0.1:8790
    """
    import asyncio
    import json

    from ringfence.gate.conformance import sheet as sheets
    from ringfence.gate.conformance.run import run
    from ringfence.gate.conformance.sandbox import opened
    from ringfence.gate.conformance.ways import Asked

    asked = Asked(
        http=http_, agi=agi, sip=sip, trunk=trunk, prefix=prefix, source=source, dial=dial, carrier=carrier,
        stand_in=stand_in, only=only, key=key, sandbox=opened(sandbox) if sandbox else None,
    )  # fmt: skip
    with progress_bar("conformance") as progress:
        found = asyncio.run(run(asked, now, _stops(stop), lambda title: progress(title, 0.0)))
    if output:
        output.write_text(sheets.page(found), encoding="utf-8")
    if form == "json":
        click.echo(json.dumps(sheets.data(found), indent=2, ensure_ascii=False))
    else:
        click.echo(sheets.text(found, width()))
        click.echo(f"Sheet: {output}" if output else "Next: the same with -o sheet.html, to print and sign.")
    return 2 if found.count(False) else 3 if found.count(None) else 0


def _stops(command: str | None) -> Callable[[], Awaitable[bool]] | None:
    """How the gate is stopped: by a command, by the person at the terminal, or not at all."""
    import shlex

    if command:
        return lambda: _stopped_by(shlex.split(command))
    return _stopped_by_hand if sys.stdin.isatty() and sys.stderr.isatty() else None


async def _stopped_by(words: list[str]) -> bool:
    import asyncio

    from ringfence.gate.conformance.lines import WayUnusable

    try:
        process = await asyncio.create_subprocess_exec(*words, stdin=asyncio.subprocess.DEVNULL)
    except OSError as error:
        raise WayUnusable(f"--stop: {words[0]} cannot be run ({error.strerror}). Give its path.") from None
    if code := await process.wait():
        raise WayUnusable(f"--stop: the command ended with exit code {code}. Stop the gate by hand, or mend it.")
    await asyncio.sleep(0.5)  # for it to let go of its addresses
    return True


async def _stopped_by_hand() -> bool:
    import asyncio

    words = "\nStop the gate now (Ctrl-C where it is served), then press Enter; `n` and Enter to leave this out: "
    said = await asyncio.to_thread(click.prompt, words, default="", show_default=False, prompt_suffix="", err=True)
    return str(said).strip().lower() != "n"

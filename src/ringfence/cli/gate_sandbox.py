"""ringfence gate sandbox: a throw-away home to try a set-up on."""

from pathlib import Path

import click

from ringfence.cli.shared import format_option, now


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@format_option
def sandbox(folder: Path, form: str) -> None:
    """Make a sandbox: a signed campaign of numbers that ring nobody, and the table of what the gate answers for each.

    FOLDER is new. It holds a home to serve from and expected.csv: numbers to dial, and allow, hold or block with the
    reason. Good for 27 days, then its register is too old: throw it away and make another.

    \b
    Example:
        ringfence gate sandbox sandbox/
    """
    from ringfence.calendar import british
    from ringfence.gate.conformance.people import CAMPAIGN, PEOPLE, SHOWN
    from ringfence.gate.conformance.sandbox import make

    made = make(folder, now())
    if form == "json":
        click.echo((folder / "expected.json").read_text(encoding="utf-8"))
        return
    lines = [f"Made: {folder}, good until {british(made.until)}. Campaign `{CAMPAIGN}`; calls show {SHOWN}.", ""]
    lines += [f"  {each.number}   {each.decision:6} {each.reason:28} {each.says}" for each in PEOPLE]
    lines += [
        "",
        f"The table in full: {folder / 'expected.csv'}. Every number is from a range that Ofcom keeps for drama.",
        "Next: serve it, on this machine alone",
        f"  ringfence gate serve --home {made.home} --http 127.0.0.1:8700 --agi 127.0.0.1:4573 --sip 127.0.0.1:5070",
        "then try your set-up",
        f"  ringfence gate conformance --sandbox {folder} --http http://127.0.0.1:8700 --agi 127.0.0.1:4573",
    ]
    click.echo("\n".join(lines))


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write it here.")
def openapi(output: Path | None) -> None:
    """Print the OpenAPI document of the gate's HTTP door, as it serves it at /openapi.json.

    \b
    Example:
        ringfence gate openapi -o gate-openapi.json
    """
    from ringfence.gate.openapi import text

    if output is None:
        click.echo(text(), nl=False)
        return
    output.write_text(text(), encoding="utf-8", newline="\n")
    click.echo(f"Written: {output}. Next: make a client of it with any generator that reads OpenAPI 3.1.")

"""ringfence mcp: read-only tools for an assistant."""

from pathlib import Path

import click

from ringfence.cli.shared import today


@click.command()
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    help="Also explain decisions and numbers from the state in this folder; none is read unless it is named.",
)
def mcp(home: Path | None) -> None:
    """Answer an assistant over standard input and output (Model Context Protocol); no tool changes anything.

    Tools: check_script, find_rule, find_ruling; with --home also explain_decision and explain_number. What these
    answer goes to whoever runs the assistant: name a home only where that is allowed.

    \b
    Example:
        ringfence mcp
    """
    from ringfence.mcp.server import server
    from ringfence.mcp.tools import Tools

    server(Tools(today(), home)).run("stdio")

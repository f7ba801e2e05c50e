"""ringfence case: complaints as cases, from what came in to what was sent."""

import click

from ringfence.cli.case_compare import compare


@click.group()
def case() -> None:
    """Complaints as cases: compare how like cases were treated, and draft what must be sent."""


for command in (compare,):
    case.add_command(command)

"""ringfence case: complaints as cases, from what came in to what was sent."""

import click

from ringfence.cli.case_compare import compare
from ringfence.cli.case_letter import letter


@click.group()
def case() -> None:
    """Complaints as cases: compare how like cases were treated, and draft what must be sent."""


for command in (compare, letter):
    case.add_command(command)

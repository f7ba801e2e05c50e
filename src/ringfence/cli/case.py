"""ringfence case: complaints as cases, from what came in to what was sent."""

import click

from ringfence.cli.case_compare import compare
from ringfence.cli.case_letter import letter
from ringfence.cli.case_story import story


@click.group()
def case() -> None:
    """Complaints as cases: compare how like cases were treated, and draft what must be sent."""


for command in (compare, letter, story):
    case.add_command(command)

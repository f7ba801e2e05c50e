"""The command line: one file per noun. Exit codes: 0 pass, 1 input cannot be used, 2 block or breach, 3 hold."""

import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

import ringfence
from ringfence.cli.answers import answers
from ringfence.cli.api_key import api_key
from ringfence.cli.backup import backup, restore
from ringfence.cli.call import call
from ringfence.cli.campaign import demo, preflight
from ringfence.cli.campaign_sign import campaign
from ringfence.cli.case import case
from ringfence.cli.case_evidence import records
from ringfence.cli.consent import consent
from ringfence.cli.evidence import campaign_pack, case_pack, number
from ringfence.cli.gate import gate
from ringfence.cli.interview import interview
from ringfence.cli.law import law
from ringfence.cli.ledger import ledger
from ringfence.cli.list import list_
from ringfence.cli.mcp import mcp
from ringfence.cli.objection import objection
from ringfence.cli.register import register
from ringfence.cli.retention import retain
from ringfence.cli.script import script
from ringfence.cli.serve import serve
from ringfence.errors import RingfenceError

EPILOG = "Exit codes: 0 pass or allow; 1 the input cannot be used; 2 block or a finding of breach; 3 hold."


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=EPILOG)
@click.version_option(ringfence.__version__, prog_name="ringfence")
def cli() -> None:
    """Keep a UK telephone campaign on the right side of the line, and prove it."""


COMMANDS = (
    demo,
    preflight,
    campaign,
    script,
    list_,
    register,
    objection,
    consent,
    gate,
    call,
    ledger,
    law,
    case,
    number,
    answers,
    interview,
    serve,
    api_key,
    mcp,
    backup,
    restore,
)
for command in COMMANDS:
    cli.add_command(command)
campaign.add_command(campaign_pack)
case.add_command(case_pack)
call.add_command(records, name="import")  # call records serve reconciling as they serve cases
ledger.add_command(retain)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and leave with its exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a polite kill cleans up as Ctrl-C does
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Exit code of one command; what cannot be used is said on standard error."""
    try:
        return cli.main(args=arguments, standalone_mode=False) or 0
    except click.ClickException as error:  # a word on the command line that cannot be used is input, too
        error.show()
    except RingfenceError as error:
        click.echo(f"Error: {error}", err=True)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. Nothing half-written was left behind.", err=True)
    except BrokenPipeError:  # the reader of the pipe has seen enough
        sys.stderr.close()
        return 0
    except RuntimeError as error:
        if "interrupt" not in str(error).lower():  # how DuckDB says Ctrl-C
            raise
        click.echo("Stopped. Nothing half-written was left behind.", err=True)
    except OSError as error:
        click.echo(f"Error: {error.filename or 'a file'}: {error.strerror}.", err=True)
    return 1

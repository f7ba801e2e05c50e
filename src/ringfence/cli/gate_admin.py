"""ringfence gate: who may ask, where objections are sent, and the key that signs permits."""

from pathlib import Path

import click

from ringfence.cli.shared import home_option


@click.command()
@click.argument("name")
@click.option(
    "--campaign", "campaigns", multiple=True, metavar="ID", help="May ask about this one only; again for each."
)
@click.option("--remove", is_flag=True, help="Take its key away: its next request is refused.")
@home_option
def client(name: str, campaigns: tuple[str, ...], remove: bool, home: Path) -> None:
    """Let a program ask over HTTP or FastAGI: its key is shown once, and kept nowhere.

    \b
    Example:
        ringfence gate client dialler-1 --campaign spring
    """
    from ringfence.gate import clients

    if remove:
        clients.remove(home, name)
        click.echo(f"{name} may ask no more.")
        return
    key = clients.add(home, name, list(campaigns))
    click.echo(f"{name} may ask about {', '.join(campaigns) or 'every campaign'}. Its key, shown this once:\n{key}")
    click.echo("  next: send it as `Authorization: Bearer KEY`. From now on nobody asks without a key.")


@click.command()
@home_option
def clients(home: Path) -> None:
    """List the programs that may ask.

    \b
    Example:
        ringfence gate clients
    """
    from ringfence.gate.clients import clients as known

    found = known(home)
    for each in found:
        click.echo(f"{each.name}: {', '.join(each.campaigns) or 'every campaign'}")
    if not found:
        click.echo("Nobody has a key: only programs on this machine may ask.")


@click.command()
@click.argument("name")
@click.argument("url")
@click.option("--everything", is_flag=True, help="Also send what is on file already.")
@home_option
def webhook(name: str, url: str, everything: bool, home: Path) -> None:
    """Send every objection to another system, signed, until it has taken it; the secret is shown once.

    Messages are signed after standardwebhooks.com; one that is sent again carries the same id.

    \b
    Example:
        ringfence gate webhook crm https://crm.example.org/hooks/ringfence
    """
    from ringfence.gate import webhooks

    made = webhooks.add(home, name, url, everything=everything)
    click.echo(f"Objections go to {made.url} from the next one on. The secret that signs them:\n{made.secret}")
    click.echo("  next: ringfence gate serve sends them; /metrics tells how many wait.")


@click.command("rotate-key")
@click.option("--lost", is_flag=True, help="The old keys verify nothing any more: sign every campaign again.")
@home_option
def rotate_key(lost: bool, home: Path) -> None:
    """Make a new key for permits; the ones before it still verify what they signed, unless they are lost.

    \b
    Example:
        ringfence gate rotate-key
    """
    from ringfence.gate import keys

    ring = keys.rotate(home, lost=lost)
    click.echo(f"Permits are signed with key {ring.id} from the next decision on.")
    click.echo("  next: sign every campaign again." if lost else "  next: nothing; a running gate reads it by itself.")

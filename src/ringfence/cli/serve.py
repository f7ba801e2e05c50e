"""ringfence serve: the web application."""

from pathlib import Path

import click

from ringfence.cli.shared import home_option


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--name", "names", multiple=True, help="A host name that people use; again for each  [default: localhost]"
)
@click.option("--behind-https", is_flag=True, help="A proxy in front speaks HTTPS: cookies and redirects are for that.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that answer.")
@home_option
def serve(host: str, port: int, names: tuple[str, ...], behind_https: bool, workers: int, home: Path) -> None:
    """Start the web application; the first time it prints the link to the first account.

    Without --behind-https it speaks plain HTTP, on this machine only: for others put a proxy with HTTPS in front.

    \b
    Example:
        ringfence serve --port 8000
    """
    import os

    from granian.constants import Interfaces
    from granian.server import Server

    from ringfence.web import logs
    from ringfence.web.wsgi import HOSTS, PLAIN

    if not behind_https and host not in ("127.0.0.1", "::1", "localhost"):
        raise click.UsageError("Plain HTTP is for this machine only. Put a proxy with HTTPS in front: --behind-https.")
    os.environ["RINGFENCE_HOME"] = str(home)
    hosts = names or ("localhost", "127.0.0.1")
    os.environ[HOSTS] = ",".join(hosts)
    os.environ[PLAIN] = "0" if behind_https else "1"
    _prepare(home, hosts, f"http://{host}:{port}" if not behind_https else f"https://{hosts[0]}")
    Server(
        "ringfence.web.wsgi:application",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        websockets=False,
        backpressure=64,
        log_access=False,  # addresses may hold numbers: our own line names the page
        log_dictconfig=logs.config(),
        respawn_failed_workers=True,
        workers_kill_timeout=10,  # seconds: a worker that does not end by itself is not left behind
    ).serve()


def _prepare(home: Path, hosts: tuple[str, ...], address: str) -> None:
    """Brings the tables up to date, and makes the link to the first account if there is none."""
    import os
    import secrets

    from ringfence.store import open_store
    from ringfence.web.settings import configure
    from ringfence.web.wsgi import PLAIN

    configure(home, hosts=hosts, https=os.environ[PLAIN] != "1")  # for good: workers are made from this process
    open_store(home).close()  # takes the store's steps, with a copy before each
    from ringfence.web.database import bring_up_to_date, let_go

    bring_up_to_date()
    from ringfence.web import sign_on
    from ringfence.web.own import own

    if told := own(home).sign_on:  # refused now, not when the first person comes
        sign_on.app(told)
    from ringfence.web.accounts.models import Person
    from ringfence.web.pages.sign_in import SET_UP

    if not Person.objects.exists():
        token = secrets.token_urlsafe(24)
        file = home / SET_UP
        file.unlink(missing_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
            stream.write(token)
        click.echo(f"There is no account yet. Make the first one: {address}/set-up/?token={token}")
    else:
        click.echo(f"Sign in: {address}/")
    let_go()

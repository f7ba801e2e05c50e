"""The application as a server wants it, for the home that `ringfence serve` names."""

import os
from importlib import import_module
from pathlib import Path
from typing import Any

from ringfence.home import default_home
from ringfence.web.settings import configure
from ringfence.web.worker import end_with_server

HOSTS, PLAIN = "RINGFENCE_HOSTS", "RINGFENCE_PLAIN_HTTP"


def application() -> Any:
    """The WSGI application."""
    end_with_server()
    hosts = tuple(filter(None, os.environ.get(HOSTS, "").split(","))) or ("localhost", "127.0.0.1")
    configure(Path(default_home()), hosts=hosts, https=os.environ.get(PLAIN) != "1")
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - wants its settings first

    made = get_wsgi_application()
    import_module("ringfence.web.urls")  # every page, now: else the first visitor of each worker waits for that
    return made

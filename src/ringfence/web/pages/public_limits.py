"""How often one address may use a public form within an hour."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest

from ringfence.web import limits

WINDOW = timedelta(hours=1)
# An objection is taken however many came before it: these are only how many may come before they are marked.
MOST = {"ask": 5, "code": 20, "object": 20, "complain": 10}


def too_often(request: HttpRequest, what: str, now: datetime) -> bool:
    """Whether this address has had its share of this form; counts this use if not."""
    return not limits.within(f"form/{what}", address(request), MOST[what], now, WINDOW)


def address(request: HttpRequest) -> str:
    """Who asks; behind a proxy, as the proxy that speaks HTTPS for us has seen it: the last it added."""
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return forwarded.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))

"""Where objections are sent: said, listed, tried and ended. The gate sends, so it must be running."""

import secrets
from urllib.parse import urlsplit

from ringfence.client import asked
from ringfence.client.answers import Page, WebhookListed, WebhookMade, WebhookTried
from ringfence.gate import webhooks as hooks
from ringfence.gate.webhooks import Webhook
from ringfence.ledger.events import AccessChanged
from ringfence.preferences.events import instant
from ringfence.store import Store
from ringfence.web.api import paging, problems
from ringfence.web.api.problems import Wrong
from ringfence.web.api.scopes import Scope
from ringfence.web.api.table import Asking, route
from ringfence.web.ledgered import entered, home, store


@route("GET", "webhooks", scope=Scope.WEBHOOKS, query=asked.Paging, answers=Page[WebhookListed])
def webhooks(_asking: Asking, query: asked.Paging) -> Page[WebhookListed]:
    """Where objections are sent, and how many messages wait for each."""
    with store() as opened:
        return paging.of_sequence(hooks.webhooks(home()), query, lambda each: _line(opened, each))


@route(
    "POST", "webhooks", scope=Scope.WEBHOOKS, asks=asked.Webhook, answers=WebhookMade, status=201, changes=True,
    secret=True,
)  # fmt: skip
def webhook_add(asking: Asking, said: asked.Webhook) -> WebhookMade:
    """Sends every objection to an address from now on; the secret that signs the messages is told this once."""
    if asking.before:  # the same request again, by whoever added it: its answer may have been lost
        return _made(_found(said.name), said)
    if any(each.name == said.name for each in hooks.webhooks(home())):
        raise Wrong(409, "webhook-taken", "There is a webhook of this name. Choose another, or remove it first.")
    made = hooks.add(home(), said.name, said.url, everything=said.everything)
    _changed(asking, "webhook added", made)
    return _made(made, said)


@route("POST", "webhooks/{name}/test", scope=Scope.WEBHOOKS, answers=WebhookTried)
def webhook_test(_asking: Asking, name: str) -> WebhookTried:
    """Sends a signed message of the type `test` without a number, once, and says whether it was taken."""
    return WebhookTried(taken=hooks.tried(_found(name), secrets.token_hex(16)))


@route("DELETE", "webhooks/{name}", scope=Scope.WEBHOOKS, answers=None, status=204)
def webhook_remove(asking: Asking, name: str) -> None:
    """Sends nothing there from now on."""
    found = _found(name)
    hooks.remove(home(), name)
    _changed(asking, "webhook removed", found)


def _found(name: str) -> Webhook:
    found = next((each for each in hooks.webhooks(home()) if each.name == name), None)
    if found is None:
        raise problems.missing("There is no webhook of this name. See /api/v1/webhooks.")
    return found


def _made(made: Webhook, said: asked.Webhook) -> WebhookMade:
    if made.url != said.url:
        raise Wrong(409, "webhook-taken", "It was removed since, and this name goes elsewhere. Choose another name.")
    return WebhookMade(name=made.name, url=made.url, secret=made.secret)


def _line(opened: Store, each: Webhook) -> WebhookListed:
    return WebhookListed(name=each.name, url=each.url, waiting=hooks.waiting(opened, each.name))


def _changed(asking: Asking, what: str, webhook: Webhook) -> None:
    details = {"host": urlsplit(webhook.url).hostname or ""}  # the rest of an address may hold a secret
    entered(AccessChanged(at=instant(asking.now), by=asking.by, what=what, name=webhook.name, details=details))

"""Single sign-on by OpenID Connect: what a provider says of somebody -> the account and role that they have here.

An account is found by issuer and subject alone once somebody has signed in with it; before, by the name that an
administrator gave it. Nobody gets in by an e-mail address that nobody here knows, nor without a role that is mapped.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from ringfence.errors import RingfenceError
from ringfence.web.accounts.models import Person
from ringfence.web.accounts.models import SignOn as Known
from ringfence.web.own import SIGN_ON_SECRET, SignOn, WebSettingsUnusable
from ringfence.web.roles import Role

SECONDS = 10  # for a provider that does not answer
# Signatures that only the provider can make: never one by the secret that we hold, too, and never none.
SIGNED_BY = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
Claims = Mapping[str, Any]


class SignOnRefused(RingfenceError):
    """Somebody who does not get in; the message is for them."""

    code = "sign-on-refused"


@dataclass(frozen=True, slots=True)
class Entered:
    """Who got in, and whether the provider asked for a second factor."""

    person: Person
    second_factor: bool


def app(told: SignOn) -> Any:
    """The provider, as the library sees it; its addresses are read from its own description when first asked for."""
    return _app(told.issuer, told.client_id, told.scope, os.environ.get(SIGN_ON_SECRET, ""))


@lru_cache(maxsize=4)
def _app(issuer: str, client_id: str, scope: str, secret: str) -> Any:
    try:
        from authlib.integrations.django_client import OAuth  # noqa: PLC0415 - an optional part
        from authlib.integrations.requests_client import OAuth2Session  # noqa: PLC0415 - same
    except ImportError:
        raise WebSettingsUnusable(
            "web.toml sets single sign-on, but its library is missing. Run: pip install 'ringfence[sso]'"
        ) from None

    def straight(**kept: Any) -> Any:
        """A session that is sent nowhere else: what the provider's description names is asked, or nothing."""
        session = OAuth2Session(**kept)
        session.max_redirects = 0
        return session

    made = OAuth().register(
        "sign_on",
        client_id=client_id,
        client_secret=secret or None,
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": scope, "code_challenge_method": "S256", "default_timeout": SECONDS},
    )
    made.client_cls = straight
    return made


def away(request: HttpRequest, told: SignOn, back: str) -> HttpResponse:
    """The way to the provider, with state, nonce and challenge kept in the visitor's session."""
    provider = app(told)
    _described(provider, told)
    answer: HttpResponse = provider.authorize_redirect(request, back)
    return answer


def claims(request: HttpRequest, told: SignOn) -> Claims:
    """What the provider says, its signature, issuer, audience, time and nonce checked; else any exception."""
    provider = app(told)
    _described(provider, told)
    token = provider.authorize_access_token(
        request,
        claims_options={
            "iss": {"essential": True, "value": told.issuer},
            "aud": {"essential": True, "value": told.client_id},
            "sub": {"essential": True},
        },
        leeway=60,
    )
    said: Claims | None = token.get("userinfo")
    if not said:
        raise SignOnRefused("The provider did not say who you are. Ask whoever runs it.")
    return _with_more(provider, token, said, told)


def _with_more(provider: Any, token: Any, said: Claims, told: SignOn) -> Claims:
    """Name and groups from the provider's second page where its signed answer has none: OpenID Connect Core, 5.3.2.

    That page is not signed: it adds what is missing of these, changes nothing, and has to name the same person.
    """
    about_them = (told.known_as, told.roles_claim, "email_verified", "name")
    if {told.known_as, told.roles_claim} <= said.keys() or not provider.server_metadata.get("userinfo_endpoint"):
        return said
    more: Claims = provider.userinfo(token=token)
    if more.get("sub") != said["sub"]:
        raise SignOnRefused("The provider spoke of two people. Ask whoever runs it.")
    return {name: more[name] for name in about_them if name in more} | dict(said)


def _described(provider: Any, told: SignOn) -> None:
    """Reads the provider's description, and holds it to what was set: its own issuer, signatures of its own."""
    found = provider.load_server_metadata()
    if found.get("issuer") != told.issuer:
        raise WebSettingsUnusable("the provider calls itself by another name than web.toml: sign_on.issuer.")
    algorithms = "id_token_signing_alg_values_supported"
    found[algorithms] = [each for each in SIGNED_BY if each in found.get(algorithms, ["RS256"])] or ["RS256"]


def entered(said: Claims, told: SignOn) -> Entered:
    """Who that is here, with the role that the provider's groups give them today; else the refusal."""
    role = _role(said, told)
    person = _person(said, told, role)
    if not person.is_active:
        raise SignOnRefused("Your access here has ended. Ask an administrator.")
    if person.role != role.value:
        person.role = role.value
        person.save(update_fields=["role"])
    return Entered(person, _second_factor(said, told))


def _role(said: Claims, told: SignOn) -> Role:
    groups = said.get(told.roles_claim)
    named = [groups] if isinstance(groups, str) else groups if isinstance(groups, list) else []
    roles = {told.roles[each] for each in named if isinstance(each, str) and each in told.roles}
    if not roles:
        raise SignOnRefused("You are known, but none of your groups has a role here. Ask whoever gives out groups.")
    if len(roles) > 1:
        raise SignOnRefused("Your groups give you more than one role here. Ask for one to be taken away.")
    return roles.pop()


def _person(said: Claims, told: SignOn, role: Role) -> Person:
    issuer, subject = str(said["iss"]), said.get("sub")
    if not isinstance(subject, str) or not subject:
        raise SignOnRefused("The provider did not say who you are. Ask whoever runs it.")
    if found := Known.objects.select_related("person").filter(issuer=issuer, subject=subject).first():
        person: Person = found.person
        return person
    name = said.get(told.known_as)
    if not isinstance(name, str) or not name:
        raise SignOnRefused("The provider did not say by which name you are known. Ask an administrator.")
    if told.known_as == "email" and said.get("email_verified") is not True:
        raise SignOnRefused("The provider has not verified your e-mail address. Have it verified there first.")
    # One statement with its condition: of two who come at once with one name, one is bound.
    if Known.objects.filter(known_as=name, subject="").update(issuer=issuer, subject=subject):
        bound: Person = Known.objects.select_related("person").get(known_as=name).person
        return bound
    if told.accounts == "from_claims":
        return _made(said, name, role)
    raise SignOnRefused("Nobody here is known by your name. Ask an administrator for an account.")


def _made(said: Claims, name: str, role: Role) -> Person:
    """A new account; never one that is there, whoever's that is."""
    try:
        with transaction.atomic():
            person = Person.objects.add(name, role, None, str(said.get("name") or name)[:200])
            Known.objects.create(person=person, known_as=name, issuer=str(said["iss"]), subject=str(said["sub"]))
    except IntegrityError:
        raise SignOnRefused("Another account has your name. Ask an administrator.") from None
    return person


def _second_factor(said: Claims, told: SignOn) -> bool:
    wanted, methods = told.second_factor, said.get("amr")
    by_methods = isinstance(methods, list) and any(each in wanted.amr for each in methods)
    return by_methods or said.get("acr") in wanted.acr

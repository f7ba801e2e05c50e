"""Every page for every role, from the table of pages: nobody sees what is not theirs."""

import re

import pytest
from django.urls import reverse

from ringfence.web.roles import SECOND_FACTOR, Role
from ringfence.web.table import MODULES, page, pages

VALUES = {
    "person_id": 1, "name": "x.csv", "rule": "PECR-21", "campaign": "nothing", "case": "nothing", "kind": "why",
    "reference": "0", "situation": "nothing",
}  # fmt: skip


def table():
    return pages()


def address(each):
    names = re.findall(r"<(?:\w+:)?(\w+)>", each.path)
    return reverse(each.name, kwargs={name: VALUES[name] for name in names})


@pytest.mark.parametrize("role", [*Role, None], ids=str)
def test_every_page_for_every_role(web, as_, client, role):
    caller = client if role is None else as_(role)
    for each in table():
        for method in each.methods:
            answer = getattr(caller, method.lower())(address(each))
            where = f"{method} {each.path} as {role}"
            if each.public:
                assert answer.status_code not in {302, 403} or answer.get("location") != "/sign-in/", where
            elif role is None:
                assert answer.status_code == 302, where
                assert answer["location"].startswith("/sign-in/"), where
            elif role in each.roles:
                assert answer.status_code != 403, where
            else:
                assert answer.status_code == 403, where
            if each.name == "sign_out" and role is not None:
                caller = as_(role)


def test_a_method_that_is_not_declared_is_refused(web, as_):
    callers = {role: as_(role) for role in Role}
    for each in table():
        for method in {"get", "post", "put", "delete", "patch"} - {name.lower() for name in each.methods}:
            caller = callers[next(iter(each.roles), Role.AUDITOR)]
            assert getattr(caller, method)(address(each)).status_code in {403, 405}, (method, each.path)


def test_without_the_second_factor_nothing_is_open_but_itself(web, as_):
    for role in SECOND_FACTOR:
        client = as_(role, verified=False)
        for each in table():
            if role in each.roles and not each.public and not each.signed_in_once and "GET" in each.methods:
                answer = client.get(address(each))
                assert (answer.status_code, answer["location"]) == (302, "/second-factor/"), each.path


def test_what_is_in_no_table_is_not_there(web, as_):
    assert as_(Role.ADMINISTRATOR).get("/nothing/").status_code == 404


def test_an_auditor_changes_nothing(web):
    for each in table():
        assert not each.changes or Role.AUDITOR not in each.roles or each.signed_in_once or each.own, each.path
    with pytest.raises(ValueError, match="auditor"):
        page("x/", roles=frozenset({Role.AUDITOR}), methods=("POST",))(lambda _request: None)


def test_somebody_whose_access_ended_is_out_at_once(web, as_, people):
    client = as_(Role.OFFICER)
    assert client.get("/").status_code == 200
    people[Role.OFFICER].is_active = False
    people[Role.OFFICER].save()
    assert client.get("/").status_code == 302


def test_every_page_has_the_headers(web, as_):
    callers = {role: as_(role) for role in Role}
    for each in table():
        if "GET" in each.methods and not each.path.endswith("healthz"):
            answer = callers[next(iter(each.roles), Role.AUDITOR)].get(address(each))
            assert "default-src 'none'" in answer["Content-Security-Policy"], each.path
            assert answer["X-Frame-Options"] == "DENY"
            assert answer["Referrer-Policy"] == "same-origin"


def test_every_module_of_pages_declares_some():
    declared = {each.view.__module__.rsplit(".", 1)[1] for each in pages()}
    assert declared == set(MODULES)


def test_django_finds_nothing_to_warn_of_in_production(tmp_path):
    """check --deploy on the settings as they are behind HTTPS, in a process of its own."""
    import subprocess
    import sys

    code = """
import sys
from pathlib import Path
from ringfence.web.settings import configure
configure(Path(sys.argv[1]), hosts=("ringfence.example",), https=True)
from django.core.management import call_command
call_command("check", deploy=True, fail_level="WARNING")
call_command("makemigrations", "ringfence_accounts", "ringfence_api", check=True, dry_run=True, verbosity=0)
"""
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout

"""Keys: on the command line and on screen; shown once, refused when they should be, each change in the ledger."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from ringfence.cli import run
from ringfence.store import open_store
from ringfence.web.api.models import ApiKey
from ringfence.web.api.scopes import Scope
from ringfence.web.roles import Role

TOMORROW = (datetime.now(UTC) + timedelta(days=1)).date()


def add(web, name="crm", scope="law:read", until=TOMORROW, campaign="", account=""):
    only = [*(["--campaign", campaign] if campaign else []), *(["--for", account] if account else [])]
    said = ["--scope", scope, *only, "--until", str(until), "--by", "A. Khan", "--home", str(web)]
    return run(["api-key", "add", name, *said])


def test_a_key_is_shown_once_listed_and_revoked(web, api, client, capsys):
    assert add(web, campaign="spring") == 0
    key = re.search(r"^rfa_\S+$", capsys.readouterr().out, re.MULTILINE)[0]
    assert client.get("/api/v1/rules", headers={"Authorization": f"Bearer {key}"}).status_code == 200
    assert run(["api-key", "list", "--format", "json", "--home", str(web)]) == 0
    text = capsys.readouterr().out
    (told,) = json.loads(text)
    assert told["campaigns"] == ["spring"]
    assert (told["name"], told["scopes"], told["until"]) == ("crm", ["law:read"], str(TOMORROW))
    assert told["last_used_on"] is not None
    assert key not in text
    assert run(["api-key", "revoke", "crm", "--by", "A. Khan", "--home", str(web)]) == 0
    assert client.get("/api/v1/rules", headers={"Authorization": f"Bearer {key}"}).status_code == 401
    assert run(["api-key", "list", "--home", str(web)]) == 0
    assert "revoked" in capsys.readouterr().out
    with open_store(web) as store:
        changes = [each.told for each in store.book.of_kind("access")][-2:]
    assert [(each["what"], each["name"], each["by"]) for each in changes] == [
        ("api key added", "crm", "A. Khan"),
        ("api key revoked", "crm", "A. Khan"),
    ]
    assert key not in json.dumps(changes)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"scope": "law:write"}, "is no scope"),
        ({"until": "2020-01-01"}, "is over"),
        ({"name": "../x"}, "no name for a key"),
        ({"name": "taken"}, "Choose another name"),
        ({"campaign": "a b"}, "no id of a campaign"),
        ({"campaign": "spring", "scope": "cases:read"}, "is not about one campaign"),
        ({"scope": "campaigns:sign"}, "is done in somebody's name"),
        ({"scope": "campaigns:sign", "account": "nobody"}, 'Nobody signs in as "nobody"'),
    ],
)
def test_a_key_that_cannot_be_is_refused(web, api, capsys, more, says):
    api(Scope.LAW, name="Taken")
    assert add(web, **more) == 1
    assert says in capsys.readouterr().err
    assert ApiKey.objects.count() == 1
    assert run(["api-key", "revoke", "nobody", "--home", str(web)]) == 1
    assert "On file: Taken" in capsys.readouterr().err


def test_a_key_is_made_for_somebody_who_takes_it_on(web, api, as_, capsys):
    assert add(web, name="scheduler", scope="campaigns:sign", account="campaign_manager") == 0
    assert "campaign_manager takes it on, signed in, at /own-keys/" in capsys.readouterr().out
    assert run(["api-key", "list", "--home", str(web)]) == 0
    assert "for campaign_manager, who has not taken it on" in capsys.readouterr().out
    told = {"name": "desk", "scopes": ["cases:work"], "until": f"{TOMORROW:%d/%m/%Y}", "account": "agent"}
    admin = as_(Role.ADMINISTRATOR)
    assert "is for a complaints officer or compliance officer" in admin.post("/people/keys/", told).content.decode()
    admin.post("/people/keys/", told | {"account": "complaints_officer"})
    assert "for complaints_officer, who has not taken it on" in admin.get("/people/keys/").content.decode()
    manager = as_(Role.MANAGER)
    assert "Keys in your name" in manager.get("/").content.decode()
    page = manager.get("/own-keys/").content.decode()
    assert "scheduler" in page
    assert "desk" not in page.partition("<main")[2]
    manager.post("/own-keys/", {"name": "scheduler", "what": "take-on"})
    assert run(["api-key", "list", "--format", "json", "--home", str(web)]) == 0
    told = {each["name"]: each for each in json.loads(capsys.readouterr().out)}
    assert told["scheduler"]["for"] == "campaign_manager"
    assert told["scheduler"]["taken_on_at"]
    assert told["desk"]["taken_on_at"] is None


def test_every_scope_is_told(capsys):
    assert run(["api-key", "scopes", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == {each.value: each.words for each in Scope}


def test_an_administrator_makes_and_revokes_keys_on_screen(web, api, as_):
    admin = as_(Role.ADMINISTRATOR)
    assert "No key was made yet" in admin.get("/people/keys/").content.decode()
    told = {"name": "crm", "scopes": ["law:read", "objections:add"], "until": f"{TOMORROW:%d/%m/%Y}"}
    made = admin.post("/people/keys/", told)
    key = re.search(r"rfa_[\w-]+", made.content.decode())[0]
    assert made["Cache-Control"] == "no-store"
    assert admin.get("/api/v1/rules", headers={"Authorization": f"Bearer {key}"}).status_code == 200
    page = admin.get("/people/keys/").content.decode()
    assert "law:read, objections:add" in page
    assert key not in page
    assert "Choose another name" in admin.post("/people/keys/", told).content.decode()
    assert admin.post("/people/keys/revoke/", {"name": "crm"}).status_code == 302
    assert admin.get("/api/v1/rules", headers={"Authorization": f"Bearer {key}"}).status_code == 401
    with open_store(web) as store:
        (*_, last) = store.book.of_kind("access")
    assert last.told["by"] == "administrator"
    for role in set(Role) - {Role.ADMINISTRATOR}:
        assert as_(role).get("/people/keys/").status_code == 403

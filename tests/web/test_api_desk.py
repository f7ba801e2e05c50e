"""Campaigns through the API: Neath from upload to signature, files that are refused, findings let stand, four eyes."""

import hashlib
import socket
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from ringfence.campaigns import signed
from ringfence.client import Client, Forbidden, Refused
from ringfence.scripts.waivers import load
from ringfence.store import open_store
from ringfence.web import checking, drafts
from ringfence.web.accounts.models import Person
from ringfence.web.api import keys, reading
from ringfence.web.api.models import ApiKey
from ringfence.web.api.scopes import OF_CAMPAIGNS, Scope
from ringfence.web.roles import Role

from ..made_up import SCRIPT  # noqa: TID252 - one made-up campaign for all folders
from .campaign_signed import CARD
from .conftest import PASSWORD
from .live_api import answering
from .neath import NAMES, NEATH

WORKS = (Scope.CAMPAIGNS, Scope.CHECKING, Scope.EDITING, Scope.WAIVING, Scope.SIGNING, Scope.RESULTS)


def entries(home, kind):
    with open_store(home) as store:
        return [each.told for each in store.book.of_kind(kind)]


def person(name, role=Role.OFFICER):
    return Person.objects.filter(name=name).first() or Person.objects.add(name, role, PASSWORD)


def ended(asking, campaign="neath-2017"):
    asking.check_campaign(campaign)
    until = time.monotonic() + 60
    while (state := asking.checked(campaign)).state == "running" and time.monotonic() < until:
        time.sleep(0.2)
    assert state.state == "done", state
    return asking.report(campaign)


def test_neath_from_upload_to_signature_through_the_api_alone(desk, api, tmp_path):
    secret = api(*WORKS, name="crm", person=person("a khan")).key
    with answering() as url, Client(url, secret) as asking:
        card = (NEATH / "campaign.toml").read_text()
        made = asking.add_campaign(card, name="begin")
        assert made == asking.add_campaign(card, name="begin")
        assert "script.md" in made.problem
        for name in NAMES:
            kept = asking.put_file("neath-2017", NEATH / name)
            assert kept.sha256 == hashlib.sha256((NEATH / name).read_bytes()).hexdigest()
        assert {each.name for each in asking.files("neath-2017")} == set(NAMES)
        assert asking.campaign("neath-2017").problem == ""
        sheet = asking.sheet("neath-2017")
        assert sheet.problems
        refused(asking, sheet, dict.fromkeys(sheet.held, "a test"), "not-to-be-signed")

        asking.put_file("neath-2017", NEATH / "script-cleaned.md", "script.md")  # without the two sections
        refused(asking, sheet, {}, "files-changed")
        assert ended(asking)["verdict"] == "hold"
        sheet = asking.sheet("neath-2017")
        assert not sheet.problems
        assert "INTRO-ID" in sheet.held
        some, *_ = sheet.held
        refused(asking, sheet, {some: "looked into"}, "not-to-be-signed")
        accepted = dict.fromkeys(sheet.held, "looked into, for a test")
        version = asking.sign("neath-2017", sheet, accepted, name="sign")
        assert version == asking.sign("neath-2017", sheet, accepted, name="sign"), "sent again, it is signed once"
        assert (version.version, version.signed_by, version.accepted) == (1, "a khan", accepted)

        asking.take_result("neath-2017", "excluded.csv", "for the dialler", tmp_path / "excluded.csv")
        asking.take_pack("neath-2017", "for the file", tmp_path / "pack.zip")
        with pytest.raises(Refused) as missing:
            asking.take_result("neath-2017", "store.sqlite3", "x", tmp_path / "x")
        assert missing.value.code == "nothing-there"
        assert not (tmp_path / "x").exists()

        asking.put_file("neath-2017", NEATH / "script.md")  # broken again
        refused(asking, asking.sheet("neath-2017"), accepted, "not-to-be-signed")
        (tmp_path / "script.md").write_bytes(b"\x00\xff")
        with pytest.raises(Refused) as broken:
            asking.put_file("neath-2017", tmp_path / "script.md")
        assert broken.value.code == "upload-refused"
    assert signed.current(desk, "neath-2017").version == 1, "what was signed stays in force"
    (entry,) = (each for each in entries(desk, "campaign-signed") if each["campaign"] == "neath-2017")
    assert (entry["by"], {each["rule"] for each in entry["accepted"]}) == ("a khan", set(accepted))
    through = [each for each in entries(desk, "access") if each["what"] == "api key used to sign"]
    assert {(each["by"], each["name"], each["details"]["campaign"]) for each in through} == {
        ("a khan", "crm", "neath-2017")
    }
    csv, pack = entries(desk, "export")[-2:]
    assert (csv["what"], csv["by"], csv["purpose"]) == ("neath-2017: excluded.csv", "API key crm", "for the dialler")
    assert csv["rows"] == (tmp_path / "excluded.csv").read_bytes().count(b"\n") - 1 > 0
    assert pack["sha256"] == hashlib.sha256((tmp_path / "pack.zip").read_bytes()).hexdigest()
    assert zipfile.ZipFile(tmp_path / "pack.zip").testzip() is None


def refused(asking, sheet, accepted, code):
    with pytest.raises(Refused) as error:
        asking.sign("neath-2017", sheet, accepted)
    assert (error.value.code, error.value.problem.status) == (code, 409)


def put(client, path, data, **headers):
    kind = "application/octet-stream"
    return client.generic("PUT", f"/api/v1/campaigns/{path}", data, kind, headers=headers, CONTENT_TYPE=kind)


@pytest.fixture
def spring(desk, api):
    """A campaign that may be signed, and the key of whoever made it."""
    today = datetime.now(UTC).date()
    card = CARD.format(name="spring", first=today - timedelta(days=5), last=today + timedelta(days=20))
    client = api(*WORKS, name="maker", person=person("maker"))
    made = client.ask("campaigns", {"card": card.replace("[gate]", "[gate]\nfour_eyes = true")})
    assert made.status_code == 201, made.content
    assert put(client, "spring/files/script.md", SCRIPT.encode()).status_code == 200
    return client


def sign(client):
    sheet = client.ask("campaigns/spring/signature").json()
    said = {"files": sheet["files"], "accepted": dict.fromkeys(sheet["held"], "a test")}
    return sheet, client.ask("campaigns/spring/signature", said)


def test_two_keys_of_one_person_are_one_pair_of_eyes(spring, api, desk):
    for client in (spring, api(*WORKS, name="further", person=person("maker"))):
        sheet, answer = sign(client)
        assert (sheet["four_eyes"], sheet["others"]) == (True, ["maker"])
        assert "made or changed it" in " ".join(sheet["problems"])
        assert (answer.status_code, answer.json()["type"]) == (409, "urn:ringfence:not-to-be-signed")
    sheet, answer = sign(api(*WORKS, name="colleague", person=person("colleague", Role.MANAGER)))
    assert (sheet["problems"], answer.status_code) == ([], 201), answer.content
    assert (answer.json()["signed_by"], answer.json()["four_eyes"]) == ("colleague", "accounts")


def test_what_changes_while_it_is_signed_is_not_put_in_force(spring, api, desk, monkeypatch):
    from ringfence.web import signatures

    colleague = api(*WORKS, name="colleague", person=person("colleague", Role.MANAGER))
    signing = signatures.signing.sign

    def slow(*given):
        made = signing(*given)
        put(spring, "spring/files/script.md", SCRIPT.replace("buses", "trams").encode())
        return made

    monkeypatch.setattr(signatures.signing, "sign", slow)
    _, answer = sign(colleague)
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:ringfence:files-changed")
    assert "spring" not in signed.signed_ids(desk)
    assert not [
        each for each in entries(desk, "campaign-signed") if each["by"] == "colleague" and each["version"][0] == "2"
    ]


def nobody(client, path="campaigns/spring/signature", body=None):
    answer = client.ask(path, body or {"files": "0" * 64})
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:ringfence:nobody-answers"), answer.content
    return answer.json()["detail"]


def test_a_key_signs_for_nobody_before_its_person_took_it_on(spring, api, desk, as_, people):
    officer = people[Role.OFFICER]
    client = api(Scope.SIGNING, Scope.LAW, name="scheduler", person=officer)
    ApiKey.objects.filter(name="scheduler").update(taken_on_at="")
    assert "/own-keys/" in nobody(client)
    assert client.ask("rules?limit=1").status_code == 200, "what is in nobody's name needs nobody"
    desk_of = as_(Role.OFFICER)
    assert "not taken on" in desk_of.get("/own-keys/").content.decode()
    stranger = as_(Role.MANAGER)
    assert stranger.post("/own-keys/", {"name": "scheduler", "what": "take-on"}).status_code == 400
    nobody(client)
    assert desk_of.post("/own-keys/", {"name": "scheduler", "what": "take-on"}).status_code == 302
    assert client.ask("campaigns/spring/signature", {"files": "0" * 64}).json()["type"].endswith("files-changed")
    Person.objects.filter(pk=officer.pk).update(role=Role.AUDITOR)
    assert "may no longer" in nobody(client)
    Person.objects.filter(pk=officer.pk).update(role=Role.OFFICER, is_active=False)
    assert client.ask("rules?limit=1").status_code == 401, "whoever is locked out is so at once"
    Person.objects.filter(pk=officer.pk).update(is_active=True)
    assert desk_of.post("/own-keys/", {"name": "scheduler", "what": "turn-away"}).status_code == 302
    assert client.ask("rules?limit=1").status_code == 401
    told = [(each["what"], each["by"]) for each in entries(desk, "access") if each["name"] == "scheduler"]
    assert told[0] == ("api key added", "A. Khan")
    assert told[1:][-2:] == [("api key taken on", "compliance_officer"), ("api key revoked", "compliance_officer")]


@pytest.mark.parametrize(
    ("scope", "account", "says"),
    [
        (Scope.SIGNING, "", "--for"),
        (Scope.SIGNING, "who", "Nobody signs in"),
        (Scope.SIGNING, "auditor", "is for a campaign manager or compliance officer"),
        (Scope.CASEWORK, "campaign_manager", "is for a complaints officer or compliance officer"),
    ],
)
def test_a_key_that_acts_is_made_for_somebody_who_may(web, people, api, scope, account, says):
    with pytest.raises(keys.KeyRefused, match=says):
        keys.make("x", [scope], datetime.now(UTC).date(), "A. Khan", datetime.now(UTC), (), account)


WRONG_FILES = [
    ("virus.exe", b"MZ", 400, "upload-refused"),
    ("list.csv", b"", 400, "upload-refused"),
    ("list.csv", b"a\x00b", 400, "upload-refused"),
    ("list.xlsx", b"PK\x03\x04", 400, "upload-refused"),
    ("..%2F..%2Fx.csv", b"a", 404, "nothing-there"),
    ("%2E%2E", b"a", 400, "upload-refused"),
    ("script.md", b"x" * (5 * (1 << 20) + 1), 400, "upload-refused"),
    ("waivers.toml", b"x", 409, "not-by-file"),
    ("Waivers.TOML", b"x", 409, "not-by-file"),
]


@pytest.mark.parametrize(("name", "data", "status", "code"), WRONG_FILES, ids=range(len(WRONG_FILES)))
def test_wrong_files_are_refused_and_what_was_there_stays(spring, desk, name, data, status, code):
    before = {each.name: each.read_bytes() for each in drafts.draft(desk, "spring").named()}
    answer = put(spring, f"spring/files/{name}", data)
    assert (answer.status_code, answer.json()["type"]) == (status, f"urn:ringfence:{code}"), answer.content
    assert str(desk) not in answer.json()["detail"]
    assert {each.name: each.read_bytes() for each in drafts.draft(desk, "spring").named()} == before


def test_what_breaks_off_or_does_not_say_how_long_it_is_is_not_kept(spring, desk, monkeypatch):
    with answering() as url, socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2]))) as line:
        head = [
            "PUT /api/v1/campaigns/spring/files/script.md HTTP/1.1",
            "Host: localhost",
            f"Authorization: Bearer {spring.key}",
            "Content-Type: application/octet-stream",
            "Content-Length: 4000",
        ]
        line.sendall("\r\n".join([*head, "", "cut"]).encode())
        line.shutdown(socket.SHUT_WR)
        told = line.makefile("rb").read()
    assert b" 400 " in told.splitlines()[0]
    assert b"broke off" in told
    for headers, status, code in (
        ({"Content-Length": str(1 << 40)}, 413, "too-long"),
        ({"Content-Length": "-1"}, 413, "too-long"),
        ({"Transfer-Encoding": "chunked"}, 411, "length-missing"),
    ):
        answer = put(spring, "spring/files/script.md", b"", **headers)
        assert (answer.status_code, answer.json()["type"]) == (status, f"urn:ringfence:{code}"), headers
    answer = spring.generic("PUT", "/api/v1/campaigns/spring/files/script.md", b"{}", "application/json")
    assert answer.status_code == 415
    monkeypatch.setattr(reading, "no_room", lambda _size: True)
    assert put(spring, "spring/files/script.md", b"new").json()["type"] == "urn:ringfence:no-room"
    draft = drafts.draft(desk, "spring")
    assert (draft.files / "script.md").read_text() == SCRIPT
    assert not [*(draft.folder / ".incoming").iterdir()]


def test_the_very_same_file_changes_nothing_and_many_at_once_are_all_kept(spring, desk):
    from django.db import connections

    draft = drafts.draft(desk, "spring")
    stamp = (draft.files / "script.md").stat().st_mtime_ns
    assert put(spring, "spring/files/script.md", SCRIPT.encode()).status_code == 200
    assert (draft.files / "script.md").stat().st_mtime_ns == stamp

    def send(place):
        try:
            return put(spring, f"spring/files/list-{place}.csv", b"phone\n" + b"01632 960401\n" * (place + 1) * 9_000)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        told = [each.json() for each in pool.map(send, range(6))]
    assert [each["bytes"] for each in told] == [6 + 13 * (place + 1) * 9_000 for place in range(6)]
    for each in told:
        assert hashlib.sha256((draft.files / each["name"]).read_bytes()).hexdigest() == each["sha256"]


def test_a_file_is_removed_and_the_card_stays(spring, desk):
    assert put(spring, "spring/files/list.csv", b"phone\n").status_code == 200
    assert spring.ask("campaigns/spring/files/list.csv").json()["bytes"] == 6
    assert spring.ask("campaigns/spring/files/list.csv", method="DELETE").status_code == 204
    assert spring.ask("campaigns/spring/files/list.csv", method="DELETE").status_code == 404
    assert spring.ask("campaigns/spring/files/campaign.toml", method="DELETE").status_code == 409
    assert drafts.draft(desk, "spring").card.exists()
    again = spring.ask("campaigns", {"card": drafts.draft(desk, "spring").card.read_text()})
    assert (again.status_code, again.json()["type"]) == (409, "urn:ringfence:draft-refused")


def test_a_finding_is_let_stand_and_taken_back_by_name_and_through_the_key(spring, desk):
    put(spring, "spring/files/script.md", SCRIPT.replace("Goodbye.", "Goodbye, and do vote for Sandra.").encode())
    listed = spring.ask("campaigns/spring/findings").json()
    offered = next(each for each in listed if not each["why_not"])
    assert "waiver" in offered
    until = str(datetime.now(UTC).date() + timedelta(days=5))
    said = {"finding": offered["finding"], "reason": "Sandra is the name of a bus.", "until": until}
    made = spring.ask("campaigns/spring/waivers", said)
    assert made.status_code == 201, made.content
    (waiver,) = load(drafts.draft(desk, "spring").files / "waivers.toml")
    assert (waiver.by, waiver.reason, str(waiver.until)) == ("maker", said["reason"], until)
    entry = entries(desk, "override")[-1]
    assert (entry["by"], entry["campaign"]) == ("maker", "spring")
    assert entry["what"].endswith("through API key maker")
    listed = spring.ask("campaigns/spring/findings").json()
    (given,) = (each["waiver"] for each in listed if each["finding"] == offered["finding"])
    assert given == {"by": "maker", "on": str(waiver.on), "reason": said["reason"], "until": until}
    there = f"campaigns/spring/waivers/{offered['finding']}"
    assert spring.ask(there, method="DELETE").status_code == 204
    assert not (drafts.draft(desk, "spring").files / "waivers.toml").exists()
    for path, body, method in (
        (there, None, "DELETE"),
        ("campaigns/spring/waivers", {"finding": "nothing", "reason": "x"}, "POST"),
        ("campaigns/spring/waivers", said | {"until": "2001-01-01"}, "POST"),
    ):
        assert spring.ask(path, body, method).status_code in {400, 409}, path
    assert spring.ask("campaigns/spring/waivers", said | {"reason": "  "}).status_code == 400
    for unsaid in [each for each in listed if each["why_not"]]:
        refused = spring.ask("campaigns/spring/waivers", {"finding": unsaid["finding"], "reason": "x"})
        assert (refused.status_code, refused.json()["type"]) == (409, "urn:ringfence:nothing-to-waive")


def test_a_check_is_called_off(spring, desk):
    place = drafts.draft(desk, "spring").folder / "check"
    assert spring.ask("campaigns/spring/check", method="DELETE").json()["state"] == "none"
    assert not (place / "called-off").exists()
    with_work = checking.State("running", started_at=datetime.now(UTC).isoformat())
    place.mkdir()
    checking._note(place, with_work)
    assert spring.ask("campaigns/spring/check", method="DELETE").status_code == 202
    assert (place / "called-off").exists()


def test_a_key_of_one_campaign_makes_and_changes_no_other(spring, api):
    client = api(*OF_CAMPAIGNS, name="other", campaigns=["other"])
    for path, body, method in (
        ("campaigns", {"card": '[campaign]\nid = "third"'}, "POST"),
        ("campaigns/spring/files", None, "GET"),
        ("campaigns/spring/files/script.md", None, "GET"),
        ("campaigns/spring/files/script.md", None, "DELETE"),
        ("campaigns/spring/check", None, "DELETE"),
        ("campaigns/spring/findings", None, "GET"),
        ("campaigns/spring/waivers", {"finding": "x", "reason": "x"}, "POST"),
        ("campaigns/spring/waivers/x", None, "DELETE"),
        ("campaigns/spring/signature", None, "GET"),
        ("campaigns/spring/signature", {"files": "0" * 64}, "POST"),
        ("campaigns/spring/results/callable.csv", {"purpose": "x"}, "POST"),
        ("campaigns/spring/pack", {"purpose": "x"}, "POST"),
    ):
        answer = client.ask(path, body, method)
        assert (answer.status_code, answer.json()["type"]) == (403, "urn:ringfence:not-your-campaign"), path
    assert put(client, "spring/files/script.md", b"x").json()["type"] == "urn:ringfence:not-your-campaign"


def test_campaigns_come_page_by_page_by_their_names(desk, api):
    for each in ("b", "a", "d", "c"):
        drafts.begin(desk, each, CARD)
    client, found, cursor = api(Scope.CAMPAIGNS), [], ""
    while cursor is not None:
        page = client.ask(f"campaigns?limit=2&cursor={cursor}").json()
        found, cursor = [*found, *(each["id"] for each in page["items"])], page["next"]
        if len(found) == 2:
            drafts.begin(desk, "aa", CARD)  # begun meanwhile, before the page: the rest is shown once all the same
    assert found == ["a", "b", "c", "d"]


def test_the_client_is_told_why_a_file_is_refused_and_that_nobody_answers(spring, desk, tmp_path):
    (tmp_path / "script.md").write_bytes(b"x" * (9 << 20))
    with answering() as url, Client(url, spring.key, tries=1) as asking:
        with pytest.raises(Refused, match="larger than 5 MiB"):  # though it was sent to its end
            asking.put_file("spring", tmp_path / "script.md")
        ApiKey.objects.filter(name="maker").update(person=None)
        with pytest.raises(Forbidden) as error:
            asking.remove_file("spring", "script.md")
    assert error.value.code == "nobody-answers"

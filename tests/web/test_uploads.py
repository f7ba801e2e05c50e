"""Uploads by somebody of the desk, over the wire: cut off, too large, built to harm; what was there stays."""

import io
import socket
import time
import zipfile

import pytest

from ringfence.web.roles import Role

from .conftest import use
from .live import served as serving

pytestmark = pytest.mark.slow
MIB = 1 << 20
CARD = b'[campaign]\nid = "spring"\nname = "Spring"\npurpose = "research"\nmode = "live"\nscript = "script.md"\n'


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A running application, and the cookie and token of an officer."""
    from django.test import Client
    from django_otp import DEVICE_ID_SESSION_KEY
    from django_otp.plugins.otp_totp.models import TOTPDevice

    from ringfence.store.place import URL
    from ringfence.web.accounts.models import Person
    from ringfence.web.settings import _key

    folder = tmp_path_factory.mktemp("uploads")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(URL, raising=False)
        with serving(folder / "home", folder) as found:
            use(found.home, patch)
            patch.setattr("django.conf.settings.SECRET_KEY", _key(found.home))
            person = Person.objects.add("officer", Role.OFFICER, None)
            client = Client()
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            session = client.session
            session[DEVICE_ID_SESSION_KEY] = TOTPDevice.objects.create(user=person, confirmed=True).persistent_id
            session["_csrftoken"] = "a" * 32
            session.save()
            found.cookie = f"ringfence={client.cookies['ringfence'].value}"
            yield found
            from django.db import connections

            connections["default"].close()


def part(name, data, field="files"):
    head = f'--x\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
    return head.encode() + data + b"\r\n"


TOKEN = b'--x\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n' + b"a" * 32 + b"\r\n"
END = b"--x--\r\n"


def head(desk, path, size):
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {desk.cookie}\r\nConnection: close\r\n"
        f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {size}\r\n\r\n"
    ).encode()


def send(desk, path, *parts):
    body = TOKEN + b"".join(parts) + END
    with socket.create_connection(("127.0.0.1", desk.port), timeout=60) as connection:
        connection.sendall(head(desk, path, len(body)) + body)
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
    return answer.split(b"\r\n", 1)[0].decode(), answer.decode(errors="replace")


@pytest.fixture
def draft(desk):
    folder = desk.home / "drafts" / "spring" / "files"
    if not folder.is_dir():
        status, answer = send(
            desk, "/campaigns/from-card/", part("campaign.toml", CARD), part("script.md", b"1. Well?\n")
        )
        assert "302" in status, answer
    return folder


def kept(folder):
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def bomb(suffix):
    """A small archive that unpacks to a quarter of a gigabyte."""
    inside = {".docx": "word/document.xml", ".xlsx": "xl/worksheets/sheet1.xml"}[suffix]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open(inside, "w", force_zip64=True) as sink:
            for _ in range(64):
                sink.write(b" " * (4 * MIB))
    return made.getvalue()


def test_a_line_that_is_cut_leaves_nothing(desk, draft):
    before = kept(draft)
    body = TOKEN + part("contacts.csv", b"phone\n" + b"01632960001\n" * 400_000) + END
    with socket.create_connection(("127.0.0.1", desk.port), timeout=30) as connection:
        connection.sendall(head(desk, "/campaigns/spring/files/", len(body)) + body[: len(body) // 2])
    until = time.monotonic() + 20
    while list((desk.home / "uploads").iterdir()) and time.monotonic() < until:
        time.sleep(0.2)
    assert kept(draft) == before
    assert not list((desk.home / "uploads").iterdir())
    assert desk.get("/healthz")[0].status == 200


def test_two_gigabytes_are_refused_before_they_are_read(desk, draft):
    before, began = kept(draft), time.monotonic()
    with socket.create_connection(("127.0.0.1", desk.port), timeout=30) as connection:
        connection.sendall(head(desk, "/campaigns/spring/files/", 2 << 30) + b"x" * 1000)
        answer = connection.recv(65536).decode()
        while more := connection.recv(65536):
            answer += more.decode()
    assert " 413 " in answer.split("\r\n", 1)[0]
    assert "1,200 MiB" in answer
    assert time.monotonic() - began < 20
    assert kept(draft) == before


def test_a_document_that_unpacks_to_very_much_is_refused(desk, draft):
    data = bomb(".docx")
    assert len(data) < 2 * MIB
    before = kept(draft)
    status, answer = send(desk, "/campaigns/spring/files/", part("script.docx", data))
    assert " 400 " in status, answer
    assert kept(draft) == before


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("virus.exe", b"MZ", "this kind of file is not read"),
        ("list.csv", b"\x7fELF\x00\x00", "not a text file"),
        ("list.xlsx", b"<html>", "damaged or cut short"),
        ("..%2f..%2fstore.sqlite3", b"x", "no name for a file"),
        (".htaccess.md", b"x", "no name for a file"),
    ],
)
def test_files_of_another_kind_are_refused_over_the_wire(desk, draft, name, data, said):
    before = kept(draft)
    status, answer = send(desk, "/campaigns/spring/files/", part(name, data))
    assert " 400 " in status
    assert said in answer
    assert kept(draft) == before


def memory(desk):
    """The most memory that any of the server's processes took, in MiB."""
    from pathlib import Path

    most = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
            line = (status.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if str(desk.home).encode() in line and "VmHWM" in text:
            most = max(most, int(text.split("VmHWM:")[1].split()[0]) // 1024)
    return most


def test_a_workbook_that_unpacks_to_very_much_harms_nobody(desk, draft, capsys):
    """It is small, and is taken as it is; whoever reads it refuses it before it is unpacked."""
    from ringfence.cli import run

    status, _ = send(desk, "/campaigns/spring/files/", part("contacts.xlsx", bomb(".xlsx")))
    assert " 302 " in status
    assert run(["list", "numbers", str(draft / "contacts.xlsx")]) == 1
    assert "unpack" in capsys.readouterr().err
    (draft / "contacts.xlsx").unlink()


def test_a_large_list_is_taken_without_taking_memory(desk, draft):
    """300 MB, as a client of the wire sends it: to the disk as it comes."""
    before, line = memory(desk), b"07700 900123,some person in no street\n"
    size = 300 * MIB
    first = part("contacts.csv", b"phone,who\n").removesuffix(b"\r\n")
    whole = len(TOKEN) + len(first) + size + 2 + len(END)
    block = (line * (MIB // len(line) + 1))[:MIB]
    with socket.create_connection(("127.0.0.1", desk.port), timeout=300) as connection:
        connection.sendall(head(desk, "/campaigns/spring/files/", whole) + TOKEN + first)
        for _ in range(size // MIB):
            connection.sendall(block)
        connection.sendall(b"\r\n" + END)
        answer = connection.recv(65536).decode()
    assert " 302 " in answer.split("\r\n", 1)[0], answer
    assert (draft / "contacts.csv").stat().st_size == size + len(b"phone,who\n")
    assert memory(desk) - before < 150, "MiB"

"""The language server, spoken to as an editor does: over the pipes of a process of its own, and message by message."""

import io
import json
import signal
import subprocess
import sys
from datetime import date

import pytest

from ringfence.errors import RingfenceError
from ringfence.scripts import check, jsonrpc
from ringfence.scripts.language_server import Places, Server, serve
from ringfence.scripts.review import review

ON = date(2026, 11, 21)
TEXT = "Hello, I'm Sam from Lorimer Research with a survey.\n\n😀 Can we count on your vote for Sandra?\n"
URI = "file:///nowhere/script.md"


def look(path, text):
    return review(check(text, facts={"mode": "live"}, on=ON))


class Editor:
    """The other end of the pipes."""

    def __init__(self, *options):
        command = [sys.executable, "-m", "ringfence", "script", "serve", *options]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.number = 0

    def tell(self, method, **params):
        jsonrpc.send(self.process.stdin, {"method": method, "params": params})

    def ask(self, method, **params):
        self.number += 1
        jsonrpc.send(self.process.stdin, {"id": self.number, "method": method, "params": params})
        reply = self.hear()
        assert reply["id"] == self.number
        return reply

    def hear(self):
        return jsonrpc.receive(self.process.stdout)

    def leave(self):
        self.ask("shutdown")
        self.tell("exit")
        return self.gone()

    def gone(self):
        """The exit code; the pipes stay open until then, as editors keep them."""
        code = self.process.wait(10)
        self.process.stdin.close()
        self.process.stdout.close()
        return code


def opened(text, uri=URI, version=1):
    return {"textDocument": {"uri": uri, "languageId": "markdown", "version": version, "text": text}}


def test_a_session_over_standard_input_and_output(tmp_path):
    uri = (tmp_path / "my script.md").as_uri()
    editor = Editor("--mode", "live")
    capabilities = editor.ask("initialize", processId=None, rootUri=None, capabilities={})["result"]["capabilities"]
    assert capabilities["textDocumentSync"]["change"] == 1
    editor.tell("initialized")
    editor.tell("textDocument/didOpen", **opened(TEXT, uri))
    told = editor.hear()
    assert told["method"] == "textDocument/publishDiagnostics"
    assert (told["params"]["uri"], told["params"]["version"]) == (uri, 1)
    found = {each["code"]: each for each in told["params"]["diagnostics"]}
    assert found["DM101"]["severity"] == 1
    assert found["DM101"]["range"]["start"] == {"line": 2, "character": 10}  # the face counts as two
    assert "Instead: " in found["DM101"]["message"]
    change = [{"text": TEXT.replace("Can we count on your vote for Sandra?", "How old are you?")}]
    editor.tell("textDocument/didChange", textDocument={"uri": uri, "version": 2}, contentChanges=change)
    cured = editor.hear()["params"]
    assert (cured["version"], cured["diagnostics"]) == (2, [])
    assert editor.ask("textDocument/definition")["error"]["code"] == jsonrpc.METHOD_NOT_FOUND
    assert editor.leave() == 0


def test_the_card_and_the_waivers_beside_the_script_are_read(tmp_path):
    waiver = '[[waiver]]\ncode = "DM101"\ntext = "count on your vote"\nreason = "A name."\n'
    (tmp_path / "waivers.toml").write_text(waiver + 'by = "Sam Carter"\non = 2026-11-01\n')
    (tmp_path / "campaign.toml").write_text("[campain]\n")
    uri = (tmp_path / "script.md").as_uri()
    editor = Editor()
    editor.ask("initialize", capabilities={})
    editor.tell("textDocument/didOpen", **opened(TEXT, uri))
    (broken,) = editor.hear()["params"]["diagnostics"]
    assert "campaign.toml" in broken["message"]
    (tmp_path / "campaign.toml").unlink()
    editor.tell("textDocument/didSave", textDocument={"uri": uri})
    said = " ".join(each["message"] for each in editor.hear()["params"]["diagnostics"])
    assert "Waived by Sam Carter, 1 November 2026" in said
    assert editor.leave() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT between processes there")
def test_ctrl_c_ends_it_without_a_crash():
    editor = Editor()
    editor.ask("initialize", capabilities={})
    editor.process.send_signal(signal.SIGINT)
    assert editor.gone() == 1


def session(*messages, look=look):
    """What the server sends back to these messages, and its exit code."""
    source, sink = io.BytesIO(), io.BytesIO()
    for message in messages:
        jsonrpc.send(source, message) if isinstance(message, dict) else source.write(message)
    source.seek(0)
    code = serve(source, sink, look)
    sink.seek(0)
    replies = []
    while reply := jsonrpc.receive(sink):
        replies.append(reply)
    return replies, code


def test_an_editor_that_goes_without_a_word():
    assert session() == ([], 1)
    assert session({"method": "exit"})[1] == 1
    assert session({"id": 1, "method": "shutdown"}, {"method": "exit"}) == (
        [{"jsonrpc": "2.0", "id": 1, "result": None}],
        0,
    )


def test_a_broken_message_does_not_end_the_session():
    body = b"{no json"
    replies, code = session(
        b"Content-Length: %d\r\n\r\n%s" % (len(body), body),
        b"Content-Length: 2\r\n\r\n[]",
        {"id": 1, "method": "textDocument/hover", "params": {}},
        {"id": 2, "method": "shutdown"},
        {"id": 3, "method": "initialize"},
        {"method": "exit"},
    )
    errors = [reply["error"]["code"] for reply in replies if "error" in reply]
    assert errors == [jsonrpc.PARSE_ERROR, jsonrpc.PARSE_ERROR, jsonrpc.INTERNAL_ERROR, jsonrpc.INVALID_REQUEST]
    assert code == 0


def server_with(text, look=look):
    server = Server(look)
    server.answer({"method": "textDocument/didOpen", "params": opened(text)})
    return server


def test_only_the_newest_text_is_checked():
    looked = []
    server = server_with(TEXT, lambda path, text: looked.append(text) or look(path, text))
    for version in range(2, 9):
        change = {"textDocument": {"uri": URI, "version": version}, "contentChanges": [{"text": f"Text {version}."}]}
        server.answer({"method": "textDocument/didChange", "params": change})
    (told,) = server.publish()
    assert looked == ["Text 8."]
    assert told["params"]["version"] == 8
    assert server.publish() == []


def test_a_closed_document_shows_nothing():
    server = server_with(TEXT)
    server.publish()
    server.answer({"method": "textDocument/didClose", "params": {"textDocument": {"uri": URI}}})
    (told,) = server.publish()
    assert told["params"] == {"uri": URI, "diagnostics": []}


class Broken(RingfenceError):
    pass


@pytest.mark.parametrize(
    ("error", "says"), [(Broken("card.toml: a way out"), "a way out"), (KeyError("x"), "not checked")]
)
def test_what_cannot_be_checked_says_so_where_the_writer_looks(error, says):
    def fails(path, text):
        raise error

    (told,) = server_with(TEXT, fails).publish()
    (one,) = told["params"]["diagnostics"]
    assert says in one["message"]


def request(server, method, params):
    (reply,) = server.answer({"id": 1, "method": method, "params": params})
    return reply["result"]


def at(line, character):
    return {"line": line, "character": character}


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("😀 ", ""), f"{TEXT}\n| 1 | Would you donate ten pounds? |\n"])
def test_the_advice_goes_above_the_section_and_changes_no_finding(text):
    server = server_with(text)
    everything = {"start": at(0, 0), "end": at(99, 0)}
    params = {"textDocument": {"uri": URI}, "range": everything, "context": {"diagnostics": []}}
    actions = request(server, "textDocument/codeAction", params)
    assert actions
    before = [(each.code, each.text) for each in look(None, text).report.findings]
    for action in actions:
        (edit,) = action["edit"]["changes"][URI]
        lines = text.split("\n")
        lines.insert(edit["range"]["start"]["line"], edit["newText"].rstrip("\n"))
        assert [(each.code, each.text) for each in look(None, "\n".join(lines)).report.findings] == before


def test_the_page_of_the_check_under_the_pointer():
    server = server_with(TEXT)
    page = request(server, "textDocument/hover", {"textDocument": {"uri": URI}, "position": at(2, 12)})
    assert page["contents"]["value"].startswith("# DM101")
    assert request(server, "textDocument/hover", {"textDocument": {"uri": URI}, "position": at(0, 0)}) is None


PLACES = [
    ("abc", 1, (0, 1)),
    ("a\nb", 2, (1, 0)),
    ("😀b", 1, (0, 2)),
    ("é\n€😀x", 4, (1, 3)),
    ("a\n", 2, (1, 0)),
    ("", 0, (0, 0)),
]


@pytest.mark.parametrize(("text", "offset", "place"), PLACES)
def test_columns_count_utf_16_units(text, offset, place):
    assert Places(text).at(offset) == at(*place)


def test_windows_line_ends_keep_their_lines():
    server = server_with(TEXT.replace("\n", "\r\n"))
    (told,) = server.publish()
    assert at(2, 10) in [each["range"]["start"] for each in told["params"]["diagnostics"]]


def test_messages_are_plain_json():
    sink = io.BytesIO()
    jsonrpc.send(sink, {"method": "x", "params": {"text": "£"}})
    head, body = sink.getvalue().split(b"\r\n\r\n")
    assert head == b"Content-Length: %d" % len(body)
    assert json.loads(body) == {"jsonrpc": "2.0", "method": "x", "params": {"text": "£"}}

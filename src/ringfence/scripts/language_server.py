"""Findings while typing: a small language server over two byte streams.

Six messages of the protocol are enough here (open, change, save, close, code action, hover), so it is written out: a
framework would bring four packages and a slower start for as many lines. Texts come whole; while the writer types on,
only the newest text is checked.
"""

import queue
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

import ringfence
from ringfence.errors import RingfenceError
from ringfence.scripts import jsonrpc
from ringfence.scripts.checks import explain
from ringfence.scripts.jsonrpc import Message
from ringfence.scripts.points import Point
from ringfence.scripts.reading import waived
from ringfence.scripts.review import Review, Told

Look = Callable[[Path | None, str], Review]  # the text of a document, and the file it is, to its review
SEVERITY = {"error": 1, "warning": 2, "note": 3}
HINT = 4
WHOLE_TEXT = 1
CAPABILITIES = {
    "textDocumentSync": {"openClose": True, "change": WHOLE_TEXT, "save": {"includeText": False}},
    "codeActionProvider": {"codeActionKinds": ["quickfix"]},
    "hoverProvider": True,
}


class Places:
    """Offsets of a text to the protocol's lines and columns, which count UTF-16 units."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]

    def at(self, offset: int) -> dict[str, int]:
        line = bisect_right(self._starts, offset, hi=len(self._lines)) - 1
        before = self._lines[line][: offset - self._starts[line]]
        return {"line": line, "character": len(before.encode("utf-16-le")) // 2}

    def span(self, start: int, end: int) -> dict[str, dict[str, int]]:
        return {"start": self.at(start), "end": self.at(end)}


@dataclass
class Document:
    text: str
    version: int | None
    review: Review | None = None


@dataclass
class Server:
    """The state of one session; `answer` takes a message and gives those to send back."""

    look: Look
    documents: dict[str, Document] = field(default_factory=dict)
    stale: set[str] = field(default_factory=set)
    shut_down: bool = False
    exit_code: int | None = None

    def answer(self, message: Message) -> list[Message]:
        """Replies to a message; a fault in one of them does not end the session."""
        method, number = message.get("method"), message.get("id")
        if method is None:  # a reply to something never asked
            return []
        handler = HANDLERS.get(str(method))
        if handler is None:
            return [] if number is None else [_failed(number, jsonrpc.METHOD_NOT_FOUND, f"{method} is not served")]
        if self.shut_down and method != "exit":
            return [] if number is None else [_failed(number, jsonrpc.INVALID_REQUEST, "the server is shut down")]
        try:
            result = handler(self, message.get("params") or {})
        except Exception as error:  # noqa: BLE001 - the editor's session outlives one bad message
            return [] if number is None else [_failed(number, jsonrpc.INTERNAL_ERROR, repr(error))]
        return [] if number is None else [{"id": number, "result": result}]

    def publish(self) -> list[Message]:
        """Diagnostics of every document that changed since they were last sent."""
        changed = sorted(self.stale)
        self.stale.clear()
        return [self._published(uri) for uri in changed]

    def _published(self, uri: str) -> Message:
        params: dict[str, Any] = {"uri": uri, "diagnostics": self._diagnostics(uri)}
        if uri in self.documents and self.documents[uri].version is not None:
            params["version"] = self.documents[uri].version
        return {"method": "textDocument/publishDiagnostics", "params": params}

    def _diagnostics(self, uri: str) -> list[dict[str, Any]]:
        if uri not in self.documents:  # closed: nothing is shown any more
            return []
        document = self.documents[uri]
        try:
            document.review = self.look(_path(uri), document.text)
        except Exception as error:  # noqa: BLE001 - a card that cannot be read is said where the writer sees it
            document.review = None
            message = error.message if isinstance(error, RingfenceError) else f"not checked: {error!r}"
            return [{"range": Places("").span(0, 0), "severity": 1, "source": "ringfence", "message": message}]
        places = Places(document.text)
        return [_diagnostic(told, places) for told in document.review.told if told.shown]

    def reviewed(self, uri: str) -> tuple[Review, Places] | None:
        """The newest text of a document as reviewed; None when it cannot be."""
        document = self.documents.get(uri)
        if document and document.review is None:
            self._diagnostics(uri)
        return (document.review, Places(document.text)) if document and document.review else None


def _failed(number: Any, code: int, why: str) -> Message:
    return {"id": number, "error": {"code": code, "message": why}}


def _path(uri: str) -> Path | None:
    """The file a document is; None for one that has never been saved."""
    parts = urlsplit(uri)
    return Path(url2pathname(unquote(parts.path))) if parts.scheme == "file" else None


def _diagnostic(told: Told, places: Places) -> dict[str, Any]:
    point = told.point
    lines = [f"{point.message}.", *_advice(told)]
    return {
        "range": places.span(point.start, point.end),
        "severity": HINT if told.waiver and told.decision == "allow" else SEVERITY[point.level],
        "code": point.code,
        "source": "ringfence",
        "message": "\n".join(lines),
        "data": {"fingerprint": point.fingerprint},
    }


def _advice(told: Told) -> list[str]:
    point = told.point
    lines = [waived(told)] if told.waiver else []
    if point.duty:
        return [*lines, f"Instead: {point.duty.rule.cure}", f"By {point.duty.rule.cites}"]
    if point.finding and point.level != "note":
        return [*lines, f"Instead: {point.finding.fix}", f"By {'; '.join(point.finding.cites)}"]
    return lines


def _initialize(server: Server, params: Mapping[str, Any]) -> dict[str, Any]:
    del server, params
    return {"capabilities": CAPABILITIES, "serverInfo": {"name": "ringfence", "version": ringfence.__version__}}


def _open(server: Server, params: Mapping[str, Any]) -> None:
    document = params["textDocument"]
    _put(server, document["uri"], document["text"], document.get("version"))


def _change(server: Server, params: Mapping[str, Any]) -> None:
    document = params["textDocument"]
    _put(server, document["uri"], params["contentChanges"][-1]["text"], document.get("version"))


def _put(server: Server, uri: str, text: str, version: int | None) -> None:
    server.documents[uri] = Document(text.replace("\r\n", "\n").replace("\r", "\n"), version)
    server.stale.add(uri)


def _save(server: Server, params: Mapping[str, Any]) -> None:
    """Look again: the card or the waivers beside the script may have changed."""
    del params
    server.stale |= set(server.documents)


def _close(server: Server, params: Mapping[str, Any]) -> None:
    """Forget the document, so that the newest look at it shows nothing."""
    uri = params["textDocument"]["uri"]
    server.documents.pop(uri, None)
    server.stale.add(uri)


def _under(server: Server, params: Mapping[str, Any], place: Mapping[str, Any]) -> list[tuple[Told, Review, Places]]:
    """The findings whose words a range of a document touches."""
    found = server.reviewed(params["textDocument"]["uri"])
    if found is None:
        return []
    review, places = found
    first, last = _key(place["start"]), _key(place["end"])
    spans = ((told, places.span(told.point.start, told.point.end)) for told in review.told if told.shown)
    return [
        (told, review, places)
        for told, span in spans
        if told.point.finding and _key(span["start"]) <= last and first <= _key(span["end"])
    ]


def _key(place: Mapping[str, int]) -> tuple[int, int]:
    return place["line"], place["character"]


def _actions(server: Server, params: Mapping[str, Any]) -> list[dict[str, Any]]:
    """For each finding, its advice as a comment above the section: the checker reads past comments."""
    uri = params["textDocument"]["uri"]
    return [
        {
            "title": f"{told.point.code}: note the advice here: {told.point.finding.fix}",
            "kind": "quickfix",
            "diagnostics": [_diagnostic(told, places)],
            "edit": {"changes": {uri: [_comment(told.point, review, places)]}},
        }
        for told, review, places in _under(server, params, params["range"])
        if told.point.finding and told.point.level != "note"
    ]


def _comment(point: Point, review: Review, places: Places) -> dict[str, Any]:
    start = next(section.start for section in review.report.sections if section.id == point.section)
    line = {"line": places.at(start)["line"], "character": 0}
    fix = point.finding.fix if point.finding else ""
    return {"range": {"start": line, "end": line}, "newText": f"<!-- {point.code}: {fix.replace('--', '-')} -->\n"}


def _hover(server: Server, params: Mapping[str, Any]) -> dict[str, Any] | None:
    """The pages of the checks that speak at a place."""
    place = {"start": params["position"], "end": params["position"]}
    codes = dict.fromkeys(told.point.code for told, _, _ in _under(server, params, place))
    if not codes:
        return None
    return {"contents": {"kind": "markdown", "value": "\n---\n".join(map(explain, codes))}}


def _shutdown(server: Server, params: Mapping[str, Any]) -> None:
    del params
    server.shut_down = True


def _exit(server: Server, params: Mapping[str, Any]) -> None:
    del params
    server.exit_code = 0 if server.shut_down else 1


def _nothing(server: Server, params: Mapping[str, Any]) -> None:
    del server, params


HANDLERS: Mapping[str, Callable[[Server, Mapping[str, Any]], Any]] = {
    "initialize": _initialize,
    "initialized": _nothing,
    "textDocument/didOpen": _open,
    "textDocument/didChange": _change,
    "textDocument/didSave": _save,
    "textDocument/didClose": _close,
    "textDocument/codeAction": _actions,
    "textDocument/hover": _hover,
    "shutdown": _shutdown,
    "exit": _exit,
}


def serve(source: BinaryIO, sink: BinaryIO, look: Look) -> int:
    """One session, from `source` to `sink`; the exit code the protocol asks for."""
    inbox: queue.Queue[Message | Exception | None] = queue.Queue()
    Thread(target=_read, args=(source, inbox), daemon=True).start()
    server = Server(look)
    while server.exit_code is None:
        if server.stale and inbox.empty():  # nothing newer has been typed
            _send_all(sink, server.publish())
        message = inbox.get()
        if message is None:
            return 1  # the editor went without a word
        if isinstance(message, Exception):
            _send_all(sink, [_failed(None, jsonrpc.PARSE_ERROR, str(message))])
        else:
            _send_all(sink, server.answer(message))
    return server.exit_code


def _read(source: BinaryIO, inbox: "queue.Queue[Message | Exception | None]") -> None:
    while True:
        try:
            message = jsonrpc.receive(source)
        except jsonrpc.Unreadable as error:
            inbox.put(error)
            continue
        inbox.put(message)
        if message is None or message.get("method") == "exit":
            return


def _send_all(sink: BinaryIO, messages: list[Message]) -> None:
    for message in messages:
        jsonrpc.send(sink, message)

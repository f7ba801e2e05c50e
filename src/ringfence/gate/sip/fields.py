"""What the headers of a request say: the way back, the dialogue's names, who is shown. RFC 3261, section 20."""

import re
from dataclasses import dataclass

from ringfence.gate.sip.message import TOKEN, Request, Unclear

COOKIE = "z9hg4bk"  # a branch that begins so names one transaction, and no other (RFC 3261, 8.1.1.7)
_VIA = re.compile(
    rf"SIP\s*/\s*2\.0\s*/\s*({TOKEN}+)\s+(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.\-_]+)(?:\s*:\s*([0-9]{{1,5}}))?\s*(;.*)?",
    re.IGNORECASE,
)
_VALUE = rf'{TOKEN}++|"(?:[^"\\]|\\.)*+"|\[[0-9A-Fa-f:.]+\]'
_PARAMETER = re.compile(rf"\s*;\s*({TOKEN}++)(?:\s*=\s*({_VALUE}))?")
_CSEQ = re.compile(rf"([0-9]{{1,10}})\s+({TOKEN}+)")
_CALL_ID = re.compile(r"""[A-Za-z0-9\-.!%*_+`'~()<>:\\"/\[\]?{}@]{1,256}""")
_QUOTED = re.compile(r'\s*"(?:[^"\\]|\\.)*+"\s*')
_DISPLAY = re.compile(rf"\s*(?:{TOKEN}++\s*)*+")


@dataclass(frozen=True, slots=True)
class Via:
    """The topmost Via: where the response goes, and the name of the transaction."""

    transport: str
    host: str
    port: int | None
    parameters: dict[str, str | None]

    @property
    def branch(self) -> str:
        return self.parameters.get("branch") or ""


@dataclass(frozen=True, slots=True)
class Address:
    """A name and an address, as From, To and P-Asserted-Identity hold them."""

    display: str
    uri: str
    parameters: dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Envelope:
    """What tells this request from every other."""

    via: Via
    call_id: str
    sender: Address
    to: Address
    cseq: int
    method: str

    @property
    def from_tag(self) -> str:
        return self.sender.parameters.get("tag") or ""

    @property
    def to_tag(self) -> str:
        return self.to.parameters.get("tag") or ""

    @property
    def transaction(self) -> tuple[str, ...]:
        """The transaction's key (RFC 3261, 17.2.3): an ACK and a CANCEL name that of their INVITE."""
        method = "INVITE" if self.method in ("ACK", "CANCEL") else self.method
        return self.via.branch, self.via.host.lower(), str(self.via.port or ""), method

    @property
    def request(self) -> tuple[str, ...]:
        """What a merged request has in common with the one it is merged with (RFC 3261, 8.2.2.2)."""
        return self.call_id, self.from_tag, str(self.cseq), self.method


def envelope(request: Request) -> Envelope:
    """The envelope of a request; raises Unclear for one that is not plain."""
    via, cseq = top_via(request), _CSEQ.fullmatch(request.needed("cseq"))
    if not cseq or int(cseq[1]) >= 1 << 31:
        raise Unclear("CSeq is no number and method")
    if cseq[2] != request.method:
        raise Unclear("CSeq names another method")
    call_id = request.needed("call-id")
    if not _CALL_ID.fullmatch(call_id):
        raise Unclear("Call-ID has characters that it cannot have")
    sender, to = address(request.needed("from")), address(request.needed("to"))
    about = Envelope(via, call_id, sender, to, int(cseq[1]), request.method)
    if not 0 < len(about.from_tag) <= 128:
        raise Unclear("From has no tag")
    return about


def top_via(request: Request) -> Via:
    """The first Via, which must carry the branch of RFC 3261."""
    vias = request.every("via")
    if not vias:
        raise Unclear("Via is missing")
    matched = _VIA.fullmatch(split(vias[0])[0])
    if not matched:
        raise Unclear("Via cannot be read")
    via = Via(matched[1].upper(), matched[2], int(matched[3]) if matched[3] else None, parameters(matched[4] or ""))
    if not via.branch.lower().startswith(COOKIE) or not len(COOKIE) < len(via.branch) <= 256:
        raise Unclear("Via has no branch of RFC 3261")
    if via.port is not None and not 0 < via.port < 65_536:
        raise Unclear("Via has a port that is none")
    return via


def parameters(text: str) -> dict[str, str | None]:
    """`;name=value;flag` as a dictionary, names in lower case; a name that is there twice is unclear."""
    found: dict[str, str | None] = {}
    at = 0
    while matched := _PARAMETER.match(text, at):
        name, at = matched[1].lower(), matched.end()
        if name in found:
            raise Unclear(f"parameter {name} is there twice")
        found[name] = matched[2]
    if text[at:].strip():
        raise Unclear("parameters cannot be read")
    return found


def split(value: str) -> list[str]:
    """The value cut at its commas, those inside quotes and angle brackets left alone."""
    if "," not in value:
        return [value.strip()]
    parts, start, quoted, angled, at = [], 0, False, False, 0
    while at < len(value):
        char = value[at]
        if quoted:
            at += char == "\\"
            quoted = char != '"'
        elif char == '"':
            quoted = True
        elif char == "<" or (char == ">" and angled):
            angled = char == "<"
        elif char == "," and not angled:
            parts.append(value[start:at].strip())
            start = at + 1
        at += 1
    return [*parts, value[start:].strip()]


def address(value: str) -> Address:
    """One name-addr or addr-spec with its parameters."""
    quoted = _QUOTED.match(value) or _DISPLAY.match(value)
    after = quoted.end() if quoted else 0
    if value[after : after + 1] == "<":
        uri, end, rest = value[after + 1 :].partition(">")
        if not end or "<" in uri or re.search(r"\s", uri):
            raise Unclear("an address whose brackets do not close")
        return Address(value[:after].strip().strip('"'), uri, parameters(rest))
    if any(char in value for char in '<>",?') or re.search(r"\s", uri := value.partition(";")[0].strip()):
        raise Unclear("an address that cannot be read")
    return Address("", uri, parameters(value[value.find(";") :] if ";" in value else ""))

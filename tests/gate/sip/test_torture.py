"""Messages after the structure of RFC 4475 (SIP torture tests), written anew; named as there.

`status` is what the door answers, None where nothing goes back. Most are INVITEs to a name, which is no telephone
number: where the RFC wants a message accepted, it is put here with a number so that acceptance can be seen.
"""

import pytest

from .conftest import CALLED, Desk, invite

N = f"sip:{CALLED}@gate.example"


def raw(*lines, body=b""):
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape") + body


WSINV = raw(  # 3.1.1.1: folded, spaced, compact, long and short forms side by side
    f"INVITE {N};unknownparam SIP/2.0",
    "TO :",
    f" sip:{CALLED}@gate.example ;   tag    = ",
    "MaX-fOrWaRdS: 0068",
    'From: "J Rosenberg \\\\\\""       <sip:+441632960001@example.com>',
    "  ;",
    "  tag = 98asjd8",
    "CaLl-Id: wsinv.ndaksdj@192.0.2.1",
    "Content-Length   : 2",
    "cseq: 0009",
    "  INVITE",
    "Via  : SIP  /   2.0",
    " /UDP",
    "    192.0.2.10;branch=z9hG4bK390skdjuw",
    "s :",
    "NewFangledHeader:   newfangled value",
    " continued newfangled value",
    "UnknownHeaderWithUnusualValue: ;;,,;;,;",
    "Content-Type: application/sdp",
    "Route:",
    " <sip:services.example.com;lr;unknownwith=value;unknown-no-value>",
    "v:  SIP  / 2.0  / TCP     spindle.example.com   ;",
    "  branch  =   z9hG4bK9ikj8  ,",
    " SIP  /    2.0   / UDP  192.168.255.111   ; branch=",
    " z9hG4bK30239",
    'm:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam =',
    "      newvalue ;",
    "  secondparam ; q = 0.33",
    body=b"v=",
)
VALID = {
    "wsinv": (WSINV.replace(b";   tag    = \r\n", b"\r\n"), 302),
    "intmeth: another method of legal characters": (invite(method="!interesting-Method0123456789_*+`.%indeed'~"), 405),
    "esc01: escapes in the address": (invite(uri="sip:%2b44%37700900123@gate.example;p%20q=1"), 302),
    "escnull: an escaped NUL": (invite(uri="sip:null-%00-null@gate.example"), 603),
    "esc02: % in a method is no escape": (invite(method="RE%47IST%45R"), 405),
    "lwsdisp: no blank after the display name": (invite(From="caller<sip:+441632960001@example.com>;tag=323"), 302),
    "longreq: long values": (
        invite(
            From=f'"{"I have a long name " * 20}" <sip:+441632960001@{"a" * 200}.example>;{"longparam" * 20}=1;tag=12',
            Call_ID="longreq.one" + "really" * 20 + "longcallid",
            Unknown_Header="v" * 2000,
            Via=", ".join(f"SIP/2.0/UDP h{n}.example;branch=z9hG4bK{'long' * 20}{n}" for n in range(12)),
        ),
        302,
    ),
    "dblreq: octets after the end": (invite() + invite(branch="z9hG4bKb", call_id="b"), 302),
    "semiuri: ; in the user part": (invite(uri="sip:user;par=u%40example.net@gate.example"), 603),
    "transports: unknown transports in Via": (
        invite(
            Via="SIP/2.0/UDP t1.example;branch=z9hG4bKa, SIP/2.0/SCTP t2.example;branch=b, SIP/2.0/UNKNOWN t;branch=c"
        ),
        302,
    ),
    "mpart01: a body in parts": (invite(Content_Length="5") + b"--\r\n\0", 302),
}
INVALID = {
    "badinv01: , and ; where nothing is": (invite(From="<sip:+441632960001@example.com>;;,;,,;tag=1"), 603),
    "clerr: Content-Length beyond the end": (invite(Content_Length="9999"), 603),
    "ncl: negative Content-Length": (invite(Content_Length="-999"), 603),
    "scalar02: numbers out of range": (invite(CSeq="36893488147419103232 INVITE"), 603),
    "scalarlg: CSeq of 2**31": (invite(CSeq="2147483648 INVITE"), 603),
    "quotbal: a quote that does not close": (invite(To=f'"Mr. J. User <sip:{CALLED}@gate.example>'), 603),
    "ltgtruri: brackets around the address": (invite(uri=f"<{N}>", To=f"<{N}>"), 603),
    "lwsruri: a blank in the address": (invite(uri=f"{N}; lr", To=f"<{N}>"), None),
    "lwsstart: two blanks in the first line": (invite(uri=f" {N}", To=f"<{N}>"), None),
    "trws: a blank at the end of the first line": (invite().replace(b" SIP/2.0\r\n", b" SIP/2.0  \r\n", 1), None),
    "escruri: headers in the address": (invite(uri=f"{N}?Route=%3Csip:example.com%3E", To=f"<{N}>"), 603),
    "badaspec: < inside an address": (invite(To=f'"Watson, Thomas" < sip:{CALLED}@gate.example >'), 603),
    "baddn: a display name that is no token": (
        invite(From="Bell, Alexander <sip:+441632960001@example.com>;tag=4"),
        603,
    ),
    "badvers: SIP/7.0": (invite().replace(b"SIP/2.0\r\n", b"SIP/7.0\r\n", 1), 603),
    "mismatch01: CSeq of another method": (invite(method="OPTIONS", CSeq="1 INVITE"), 400),
    "mismatch02: the same, method unknown": (invite(method="NEWMETHOD", CSeq="1 INVITE"), 400),
    "bigcode: an answer with a status of ten digits": (b"SIP/2.0 4294967301 better not break\r\nVia: x\r\n\r\n", None),
    "badbranch: a branch that is only the cookie": (invite(branch="z9hG4bK"), 603),
    "insuf: From, To, Call-ID missing": (invite(From=None, To=None, Call_ID=None), None),
    "unkscm: an unknown scheme": (invite(uri="nobodyknowsthisscheme:totallyopaque", To=f"<{N}>"), 603),
    "novelsc: a known scheme that is no telephone": (invite(uri="soap.beep://192.0.2.103:3002", To=f"<{N}>"), 603),
    "unksm2: an unknown scheme in From": (invite(From="<name:John_Smith>;tag=1"), 603),
    "bext01: unknown extensions required": (invite(Require="nothingSupportsThis, nothingSupportsThisEither"), 603),
    "invut: a body of an unknown type": (invite(Content_Type="application/unknownformat", Content_Length="0"), 302),
    "multi01: headers that may be there once, twice": (invite().replace(b"CSeq: 1", b"CSeq: 2 INVITE\r\nCSeq: 1"), 603),
    "mcl01: Content-Length twice": (invite().replace(b"Content-Length", b"Content-Length: 5\r\nContent-Length"), 603),
    "zeromf: Max-Forwards 0, and we forward nothing": (invite(Max_Forwards="0"), 302),
    "inv2543: a request of RFC 2543, no branch": (invite(Via="SIP/2.0/UDP iftgw.example"), 603),
    "regbadct, cparam: a Contact that nobody reads": (invite(Contact="sip:user@example.com?Route=%3Csip:x%3E"), 302),
}
OURS = {
    "lines that end in LF alone": (invite().replace(b"\r\n", b"\n"), None),
    "a CR inside a value": (invite(From="<sip:+441632960001@a>;tag=1\rTo: x"), None),
    "an LF inside a value": (invite(Subject="a\nRoute: <sip:evil.example>"), None),
    "a NUL inside a value": (invite(Subject="a\0b"), None),
    "a header without a colon": (invite(Subject="x").replace(b"Subject: x", b"Subject x"), None),
    "too many headers": (invite().replace(b"Max-Forwards", b"X: 1\r\n" * 200 + b"Max-Forwards"), None),
    "a head without an end": (b"INVITE sip:a SIP/2.0\r\n" + b"X: y\r\n" * 20_000, None),
    "octets that are no UTF-8": (invite(Subject="\udcff\udcfe"), 302),
    "a thousand commas": (invite(P_Asserted_Identity="," * 1000), 603),
    "a thousand backslashes": (invite(From='"' + "\\" * 1001), 603),
    "a branch of another kind": (invite(branch="").replace(b"branch=", b"branch=12345678"), 603),
    "a parameter twice": (invite(From="<sip:+441632960001@a>;tag=1;tag=2"), 603),
    "a port beyond all ports": (invite(Via="SIP/2.0/UDP h:99999;branch=z9hG4bKa"), 603),
    "a fold before the first header": (b"INVITE " + N.encode() + b" SIP/2.0\r\n X: y\r\n" + invite(), None),
}
ALL = VALID | INVALID | OURS


@pytest.mark.parametrize(("message", "status"), ALL.values(), ids=ALL)
def test_torture(message, status):
    desk = Desk()
    answers = desk.put(message)
    assert [answer.status for answer in answers] == ([] if status is None else [status])
    assert len(desk.gate.asked) == (status == 302)


def test_what_was_folded_is_answered_in_one_line_each():
    answer = Desk().one(VALID["wsinv"][0])
    assert answer.headers["CSeq"] == "0009 INVITE"
    assert answer.octets.count(b"\r\nVia: ") == 2
    assert answer.headers["To"].startswith(f"sip:{CALLED}@gate.example;tag=")

"""Which number an INVITE asks for and which it shows; and what is refused because it could be read two ways."""

import pytest

from ringfence.gate.sip.message import Unclear
from ringfence.gate.sip.uri import called_number, read_uri

from .conftest import CALLED, SHOWN, invite

FORMS = [  # the address to be called, and the number the gate is asked about
    ("sip:+447700900123@gate.example", "+447700900123"),
    ("sip:07700900123@gate.example", "07700900123"),
    ("sip:447700900123@gate.example", "447700900123"),  # how many diallers write E.164
    ("sip:00447700900123@gate.example", "00447700900123"),
    ("SIP:+447700900123@GATE.example:5060;transport=udp;user=phone", "+447700900123"),
    ("sips:+44-7700-900123@gate.example", "+447700900123"),
    ("sip:+44(7700)900.123@[2001:db8::1]:5070", "+447700900123"),
    ("sip:%2B447700900123@gate.example", "+447700900123"),  # an escape is the character (RFC 3261, 19.1.4)
    ("sip:%30%37700900123@gate.example", "07700900123"),
    ("tel:+44-7700-900123", "+447700900123"),
    ("TEL:+447700900123", "+447700900123"),
    ("tel:07700900123;phone-context=+44", "07700900123"),
    ("sip:01414960123@gate.example", "01414960123"),  # Glasgow begins with 0141, and is no prefix
    ("sip:+441414960123@gate.example", "+441414960123"),
]
TRICKS = [
    ("sip:14107700900123@gate.example", "withhold my number"),
    ("sip:141+447700900123@gate.example", "the same before a plus"),
    ("sip:147007700900123@gate.example", "show my number"),
    ("sip:1-4-1-07700900123@gate.example", "the prefix in pieces"),
    ("sip:%31%34%3107700900123@gate.example", "the prefix in escapes"),
    ("sip:*6707700900123@gate.example", "the prefix of other countries"),
    ("sip:%2331%2307700900123@gate.example", "the prefix of mobiles"),
    ("sip:7700900123@gate.example", "its 0 lost: 141... looks like that too"),
    ("sip:٠٧٧٠٠٩٠٠١٢٣@gate.example", "digits of another script"),
    ("sip:%D9%A0%D9%A7700900123@gate.example", "the same, escaped"),
    ("sip:07%D9%A700900123@gate.example", "one digit of another script, escaped"),
    ("sip:%EF%BC%8B447700900123@gate.example", "a full-width plus, escaped"),
    ("sip:+44770O900123@gate.example", "a letter among the digits"),
    ("sip:+447700900123,,9@gate.example", "digits to be dialled after the answer"),
    ("sip:+447700900123p9@gate.example", "the same"),
    ("sip:+447700900123;isub=9@gate.example", "a sub-address"),
    ("sip:+447700900123;rn=+441632960999@gate.example", "a routing number beside the number"),
    ("sip:+447700900123;phone-context=+1@gate.example", "a context that changes the country"),
    ("sip:+447700900123%3Brn=9@gate.example", "a parameter, escaped"),
    ("sip:+447700900123%00@gate.example", "an octet that ends a string elsewhere"),
    ("sip:+447700900123%2530@gate.example", "an escape of an escape"),
    ("sip:+447700900123%0d%0aRoute:x@gate.example", "a line of its own"),
    ("sip:+447700900123:secret@gate.example", "a password"),
    ("sip:+447700900123@gate.example?Route=%3Csip:evil%3E", "headers in the address"),
    ("sip:gate.example", "no number"),
    ("sip:@gate.example", "no user"),
    ("sip:alice@gate.example", "a name"),
    ("sip:999@gate.example", "a short code"),
    ("sip:+0447700900123@gate.example", "no country code begins with 0"),
    ("sip:07700900123@evil@gate.example", "two hosts"),
    ("tel:07700900123", "a tel number without its country"),
    ("tel:+447700900123;isub=1", "a sub-address"),
    ("tel:7700900123;phone-context=+44", "RFC 3966 would add the country; few do"),
    ("http://07700900123@gate.example", "no telephone"),
    ("urn:service:sos", "no telephone"),
]


@pytest.mark.parametrize(("uri", "number"), FORMS)
def test_the_number_to_be_called(desk, uri, number):
    answer = desk.one(invite(uri=uri))
    assert answer.status == 302
    assert [call.called for call in desk.gate.asked] == [number]


@pytest.mark.parametrize(("uri", "trick"), TRICKS, ids=[trick for _, trick in TRICKS])
def test_what_could_be_another_number_gets_no_verdict(desk, uri, trick):
    with pytest.raises(Unclear):
        called_number(read_uri(uri))
    answer = desk.one(invite(uri=uri, To=f"<sip:{CALLED}@gate.example>"))
    assert answer.status == 603
    assert not desk.gate.asked


@pytest.mark.parametrize(
    "to", ["<sip:+447700900124@gate.example>", "<sip:alice@gate.example>", "<tel:+447700900999>", "<sip:gate.example>"]
)
def test_a_carrier_that_looks_at_to_would_dial_another_number(desk, to):
    assert desk.one(invite(To=to)).status == 603


@pytest.mark.parametrize(
    "to", ["<sip:07700900123@elsewhere.example>", "<tel:+44-7700-900123>", f'"A" <sip:{CALLED}@b.example>']
)
def test_to_may_write_the_number_another_way(desk, to):
    assert desk.one(invite(To=to)).status == 302


SHOWING = [  # headers, and (shown, network, withheld)
    ({}, (SHOWN, None, False)),
    ({"From": "<sip:01632960001@d.example>;tag=1"}, ("01632960001", None, False)),
    ({"From": "sip:01632960001@d.example;tag=1"}, ("01632960001", None, False)),
    ({"From": "<tel:+441632960001>;tag=1"}, (SHOWN, None, False)),
    ({"From": '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=1'}, (None, None, True)),
    ({"From": "<sip:+441632960001@anonymous.invalid>;tag=1"}, (None, None, True)),
    ({"From": '"anonymous" <sip:+441632960001@d.example>;tag=1'}, (None, None, True)),
    ({"From": "<sip:Restricted@d.example>;tag=1"}, (None, None, True)),
    ({"From": "<sip:agent@d.example>;tag=1"}, (None, None, False)),
    ({"Privacy": "id"}, (SHOWN, None, True)),
    ({"Privacy": "ID; critical"}, (SHOWN, None, True)),
    ({"Privacy": "header"}, (SHOWN, None, True)),
    ({"Privacy": "user,session"}, (SHOWN, None, True)),
    ({"Privacy": "none"}, (SHOWN, None, False)),
    ({"Remote-Party-ID": '<sip:+441632960001@d.example>;privacy=full;screen="yes"'}, (SHOWN, None, True)),
    ({"Remote-Party-ID": "<sip:+441632960001@d.example>;privacy=off"}, (SHOWN, None, False)),
    ({"P-Asserted-Identity": "<sip:+441632960002@d.example>"}, (SHOWN, "+441632960002", False)),
    (
        {"P-Asserted-Identity": '"A, B" <sip:01632960002@d.example>, <tel:+441632960002>'},
        (SHOWN, "01632960002", False),
    ),
    ({"P-Asserted-Identity": "<sip:d.example>"}, (SHOWN, None, False)),
]


@pytest.mark.parametrize(("headers", "expected"), SHOWING)
def test_the_number_shown(desk, headers, expected):
    assert desk.one(invite(**headers)).status == 302
    (call,) = desk.gate.asked
    assert (call.shown, call.network, call.withheld) == expected


@pytest.mark.parametrize(
    "headers",
    [
        {"Privacy": "some-new-way"},
        {"P-Asserted-Identity": "<sip:+441632960002@d.example>, <tel:+441632960003>"},
        {"P-Asserted-Identity": "<mailto:a@d.example>"},
        {"P-Asserted-Identity": "<sip:+441632960002@d.example"},
        {"From": "<sip:+441632960001@d.example>"},
        {"X-Ringfence-Nonce": "short"},
    ],
)
def test_an_identity_that_is_unclear_gets_no_verdict(desk, headers):
    assert desk.one(invite(**headers)).status == 603
    assert not desk.gate.asked


@pytest.mark.parametrize("twice", ["From", "To", "Call-ID", "CSeq", "Content-Length", "X-Ringfence-Nonce"])
def test_what_may_be_there_once_is_not_believed_twice(desk, twice):
    first, _, rest = invite(X_Ringfence_Nonce="n" * 20).partition(b"\r\n")
    again = next(line for line in rest.split(b"\r\n") if line.startswith(twice.encode()))
    assert desk.one(b"\r\n".join([first, again, rest])).status == 603
    assert not desk.gate.asked


def test_a_long_form_beside_a_compact_one_is_twice(desk):
    assert desk.one(invite(f=f"<sip:{SHOWN}@d.example>;tag=2")).status == 603

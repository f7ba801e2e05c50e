"""E-mails and tables of complaints, as people send them."""

from email.message import EmailMessage
from email.utils import format_datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ringfence.cases.complaint import Complaint
from ringfence.cases.events import CaseUnusable
from ringfence.cases.intake import from_file, from_mail

from .made import NOW, NUMBER


def mail(text, *, subtype="plain", headers=(), cte=None):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Test Person <t@example.org>", "c@example.org", "Complaint"
    message["Message-ID"] = "<1@example.org>"
    for name, value in headers:
        del message[name]
        message[name] = value
    message.set_content(text, subtype=subtype, **({"cte": cte} if cte else {}))
    return message.as_bytes()


LABELLED = (
    "Number called: 01632 960123\nDate of call: 2/6/2009 18:30\nCompany: Example Party\nTPS: yes\n\nStop calling me.\n"
)


def test_labelled_lines_are_a_form():
    found = from_mail(mail(LABELLED), "m.eml", NOW)
    assert (found.number, found.organisation, found.registered, found.objects) == (NUMBER, "Example Party", True, True)
    assert found.called_at == "2009-06-02T17:30:00.000000Z"
    assert found.contact == "Test Person <t@example.org>"
    assert found.identity == ("message-id", "<1@example.org>")


@pytest.mark.parametrize("cte", ["quoted-printable", "base64", "8bit"])
def test_however_it_is_encoded(cte):
    assert from_mail(mail(LABELLED + "café\n", cte=cte), "m.eml", NOW).number == NUMBER


def test_html_is_read_without_its_tags():
    found = from_mail(
        mail("<p>Number called: 01632&nbsp;960123</p><p><b>Do not</b> ring me.</p>", subtype="html"), "m", NOW
    )
    assert (found.number, found.objects) == (NUMBER, True)
    assert "<b>" not in found.words


@pytest.mark.parametrize(
    ("text", "number", "cli"),
    [
        ("You rang me on 01632 960123 yesterday.", NUMBER, None),
        ("My number is 01632 960123. The call came from 07700 900999.", NUMBER, 447700900999),
        ("My number is 01632 960123 and my mobile number is 07700 900123.", None, None),  # two: a person must say
        ("My number is on the TPS.", None, None),
        ("01632 960123 rang.", None, None),  # whose it is nobody says
        ("On 12 November I had a recorded call on 01632 960123 from the Example Party.", 441632960123, None),
        ("Two calls to my landline 01632 960123 in a week!", 441632960123, None),
        ("I had a call on Monday. It came from 01632 960555.", None, 441632960555),
        ("Do not call me. Ann, 01632 960123", None, None),
    ],
)
def test_numbers_in_sentences_only_where_it_is_said_whose_they_are(text, number, cli):
    found = from_mail(mail(text), "m.eml", NOW)
    assert (found.number, found.cli) == (number, cli)


def test_it_was_received_when_the_mail_server_took_it_and_never_in_the_future():
    stamp = ("Received", f"from a by b; {format_datetime(NOW.replace(day=1))}")
    late = ("Date", format_datetime(NOW.replace(year=2027)))
    assert from_mail(mail("x", headers=[stamp, late]), "m", NOW).received_at.startswith("2026-11-01T10:00")
    assert from_mail(mail("x", headers=[late]), "m", NOW).received_at.startswith("2026-11-21T10:00")


def test_a_wrong_number_in_a_mail_is_refused_and_not_guessed():
    found = from_mail(mail("Number called: 0123"), "m.eml", NOW)
    assert isinstance(found, CaseUnusable)


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"just words without headers"])
def test_what_is_no_mail_is_refused(data):
    assert isinstance(from_mail(data, "m.eml", NOW), CaseUnusable)


def rows(tmp_path, data, name="complaints.csv"):
    file = tmp_path / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(from_file(file, NOW))


def test_a_table_row_by_row_and_one_bad_row_spoils_no_other(tmp_path):
    found = rows(tmp_path, "number,words,received\n01632 960123,stop calling,2026-11-01\n12,x,\n07700 900123,hm,\n")
    assert [place for place, _ in found] == [f"complaints.csv, row {n}" for n in (1, 2, 3)]
    assert found[0][1].objects
    assert isinstance(found[1][1], CaseUnusable)
    assert found[2][1].objects is None
    assert (found[0][1].via, found[0][1].received_at) == ("form", "2026-11-01")


@pytest.mark.parametrize("data", [
    "Telephone Number;Complaint\n01632 960123;x\n",
    "Telephone Number\tComplaint\n01632 960123\tx\n",
    b"\xef\xbb\xbfNumber,Details\r\n01632 960123,x\r\n",
    "Number,Details\n01632 960123,caf\xe9\n".encode("cp1252"),
    'Number,Details\n01632 960123,"two\nlines"\n',
])  # fmt: skip
def test_tables_as_programs_write_them(tmp_path, data):
    ((_, found),) = rows(tmp_path, data)
    assert found.number == NUMBER


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("c.pdf", "x", "neither an e-mail"), ("c.csv", "", "no rows"), ("c.csv", "number,words\n", "no rows"),
        ("c.csv", "colour,size\nred,2\n", 'no column "number" or "words"'),
        ("c.csv", "number,words\n01632 960123," + "x" * 200_000, "field larger than field limit"),
    ],
)  # fmt: skip
def test_what_is_no_table_of_complaints_is_refused(tmp_path, name, data, said):
    with pytest.raises(CaseUnusable, match=said):
        rows(tmp_path, data, name)
    with pytest.raises(CaseUnusable, match="cannot be read"):
        list(from_file(tmp_path / "missing.csv", NOW))


@given(st.binary(max_size=400))
def test_any_bytes_are_a_complaint_or_refused(data):
    assert isinstance(from_mail(data, "m.eml", NOW), Complaint | CaseUnusable)


@given(
    st.dictionaries(
        st.sampled_from(
            ["Subject", "From", "Date", "Received", "Message-ID", "Content-Type", "Content-Transfer-Encoding"]
        ),
        st.text(st.characters(codec="ascii", exclude_characters="\r\n"), max_size=60),
    ),
    st.text(max_size=200),
)
def test_any_headers_are_a_complaint_or_refused(headers, body):
    data = "".join(f"{name}: {value}\n" for name, value in headers.items()) + "\n" + body
    assert isinstance(from_mail(data.encode(), "m.eml", NOW), Complaint | CaseUnusable)


@given(st.text(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_a_table_or_refused(tmp_path, text):
    file = tmp_path / "c.csv"
    file.write_bytes(("number,words\n" + text).encode())
    try:
        found = list(from_file(file, NOW))
    except CaseUnusable:
        return
    assert all(isinstance(each, Complaint | CaseUnusable) for _, each in found)

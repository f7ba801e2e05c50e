"""Records of every switch come out as the same calls; what cannot be read is told with its row."""

import json
from datetime import UTC, datetime

import pytest

from ringfence.calls.intake import NoCallRecords
from ringfence.calls.records import RecordUnreadable, read_records, record_files
from ringfence.cli import run

ASTERISK = (
    '"spring","01632960000","07700900123","from-dialler","""x"" <01632960000>","SIP/d-1","SIP/t-1","Dial",'
    '"SIP/07700900123@trunk","2026-07-01 15:30:00","2026-07-01 15:30:04","2026-07-01 15:31:00",60,56,"ANSWERED",'
    '"DOCUMENTATION","1782916200.1"\n'
    '"spring","01632960000","07700900124","c","","SIP/d-1","","Dial","","2026-01-01 15:30:00","","2026-01-01 15:30:09",'
    '9,0,"NO ANSWER","DOCUMENTATION","1782916201.1"\n'
)
FREESWITCH = """
{"variables": {"uuid": "u1", "start_epoch": "1782916200", "answer_epoch": "1782916204", "billsec": "56",
 "hangup_cause": "NORMAL_CLEARING", "ringfence_campaign": "spring%20survey"},
 "callflow": [{"caller_profile": {"destination_number": "07700900123", "caller_id_number": "01632960000"}}]}
"""
VICIDIAL = """call_date,phone_number_dialed,status,user,full_name,campaign_id,length_in_sec,uniqueid
2026-07-01 15:30:00,07700900123,SALE,6001,Ann,spring,56,1.1
2026-07-01 15:30:00,07700900124,DROP,VDAD,,spring,3,1.2
2026-07-01 15:30:00,07700900125,AA,VDAD,,spring,2,1.3
2026-07-01 15:30:00,07700900126,NA,VDAD,,spring,0,1.4
2026-07-01 15:30:00,07700900127,DNC,6001,Ann,spring,9,1.5
2026-07-01 15:30:00,07700900128,XYZ,VDAD,,spring,9,1.6
"""
VICIDIAL_LOG = """uniqueid\tcampaign_id\tcall_date\tlength_in_sec\tstatus\tphone_code\tphone_number\tuser
1.1\tspring\t2026-07-01 15:30:00\t56\tSALE\t44\t7700900123\t6001
1.2\tspring\t2026-07-01 15:30:00\t3\tDROP\t44\t07700900124\tVDAD
1.3\tspring\t2026-07-01 15:30:00\t3\tDROP\t1\t2025550123\tVDAD
"""
ASTERISK_TABLE = """calldate,clid,src,dst,dcontext,channel,lastapp,duration,billsec,disposition,accountcode,uniqueid
2026-07-01 15:30:00,"x <01632960000>",01632960000,07700900123,c,SIP/d-1,Dial,60,56,ANSWERED,spring,1.1
"""
CARRIER = """Start Time;Destination;Caller ID;Disposition;BillSec;Call ID
2026-07-01T14:30:00Z;+447700900123;01632960000;answered;56;c1
2026-07-01T15:30:00+01:00;00447700900124;01632960000;busy;0;c2
2026-07-01T14:30:00;anonymous;;;;c3
"""
MOMENT = datetime(2026, 7, 1, 14, 30, tzinfo=UTC)


def read(tmp_path, text, name="cdr.csv", **more):
    file = tmp_path / name
    file.write_text(text)
    return list(read_records(file, **more))


@pytest.mark.parametrize("text", [ASTERISK, ASTERISK_TABLE, FREESWITCH, VICIDIAL, VICIDIAL_LOG, CARRIER])
def test_one_call_whoever_wrote_it(tmp_path, text):
    first = read(tmp_path, text)[0]
    assert (first.number, first.at, first.seconds) == (447700900123, MOMENT, 56)
    assert first.outcome in {"answered", "live"}
    assert first.answered


def test_asterisk_writes_the_machines_own_time(tmp_path):
    summer, winter = read(tmp_path, ASTERISK)
    assert summer.at == MOMENT
    assert winter.at.hour == 15
    assert (winter.outcome, winter.answered) == ("unanswered", False)
    assert read(tmp_path, ASTERISK, zone="UTC")[0].at.hour == 15
    assert summer.campaign == "spring"


def test_a_call_that_an_application_of_asterisk_made_has_its_number_in_userfield(tmp_path):
    made = ASTERISK.splitlines()[0].replace('"07700900123","from-dialler"', '"s","nobody"')
    assert read(tmp_path, f'{made},"+447700900123"\n')[0].number == 447700900123
    assert read(tmp_path, f"{made}\n")[0].number is None  # which `call reconcile` calls out


def test_freeswitch_in_all_its_forms(tmp_path):
    one = " ".join(FREESWITCH.split("\n"))
    for text in (FREESWITCH, f"{one}\n{one}", f"[{one}, {one}]"):
        records = read(tmp_path, text, "cdr.json")
        assert {each.campaign for each in records} == {"spring survey"}
        assert records[0].shown == "01632960000"
    failed = FREESWITCH.replace('"1782916204"', '"0"').replace("NORMAL_CLEARING", "USER_BUSY").replace('"56"', '"0"')
    assert read(tmp_path, failed, "b.json")[0].outcome == "unanswered"


def test_vicidials_own_words(tmp_path):
    said = [each.outcome for each in read(tmp_path, VICIDIAL)]
    assert said == ["live", "abandoned", "machine", "unanswered", "live", None]


def test_vicidials_own_table_has_the_code_of_the_country_beside_the_number(tmp_path):
    records = read(tmp_path, VICIDIAL_LOG)
    assert [each.number for each in records] == [447700900123, 447700900124, 12025550123]
    assert [each.outcome for each in records] == ["live", "abandoned", "abandoned"]
    assert {each.campaign for each in read(tmp_path, ASTERISK_TABLE)} == {"spring"}


def test_every_file_of_a_folder_is_read(tmp_path):
    for name, text in {"a/1.cdr.json": FREESWITCH, "b/Master.csv": ASTERISK, "_part.json": "{}"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert [each.name for each in record_files(tmp_path)] == ["1.cdr.json", "Master.csv"]
    assert [each.name for each in record_files(tmp_path / "a")] == ["1.cdr.json"]
    (tmp_path / "c").mkdir()
    with pytest.raises(NoCallRecords, match="no call records are there"):
        record_files(tmp_path / "c")


@pytest.mark.parametrize("text", [ASTERISK, ASTERISK_TABLE, FREESWITCH, VICIDIAL, VICIDIAL_LOG, CARRIER])
def test_call_import_keeps_the_records_of_every_switch(tmp_path, text, capsys):
    file = tmp_path / ("x.json" if text is FREESWITCH else "x.csv")
    file.write_text(text)
    words = ["call", "import", str(file), "--of", "X", "--home", str(tmp_path / "home"), "--format", "json"]
    assert run(words) == 0
    (kept,) = json.loads(capsys.readouterr().out)
    assert (kept["rows"], kept["new"]) == (len(read(tmp_path, text)), True)
    assert kept["no_number"] == (1 if text is CARRIER else 0)
    assert run(words) == 0
    assert json.loads(capsys.readouterr().out)[0]["new"] is False


def test_call_import_of_a_broken_row_keeps_nothing_of_the_file(tmp_path, capsys):
    file = tmp_path / "Master.csv"
    file.write_text(ASTERISK + '"spring","x"\n')
    assert run(["call", "import", str(file), "--of", "X", "--home", str(tmp_path / "home")]) == 1
    assert "row 3: 2 columns" in capsys.readouterr().err
    assert not list((tmp_path / "home").rglob("*.parquet"))


def test_what_is_no_number_is_kept_for_a_person_to_see(tmp_path):
    records = read(tmp_path, CARRIER)
    assert [each.number for each in records] == [447700900123, 447700900124, None]
    assert records[1].at == MOMENT
    assert records[2].outcome is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "no column says the called number"),
        ("called,start\n07700900123,yesterday\n", 'row 1: "yesterday" is no time'),
        ("called,start\n07700900123,2026-07-01\n", "the time is missing"),
        ("called,start,billsec\n07700900123,2026-07-01T10:00:00Z,ten\n", "no number of seconds"),
        (ASTERISK + '"spring","x"\n', "row 3: 2 columns"),
        ('{"variables": 3}', "no object with variables"),
        ('{"variables": {}} x', "no JSON"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(tmp_path, text, said):
    with pytest.raises(RecordUnreadable, match=said):
        read(tmp_path, text)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(RecordUnreadable, match="cannot be read"):
        list(read_records(tmp_path / "none.csv"))

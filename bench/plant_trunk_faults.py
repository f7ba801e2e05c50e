"""Take the guards out of deploy/kamailio/kamailio.cfg one by one: the tests over real SIP must notice each.

    python3 bench/plant_trunk_faults.py [WORD ...]     (needs Kamailio; some minutes, most of them waiting)

Prints each fault and the first test that failed, or MISSED. Exit code 1 if any was missed.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy" / "kamailio"
FAULTS = {
    "the ticket is not compared": ("if ($var(seal) != $var(ticket)) {", "if (0) {"),
    "the key is another": ('"$var(text)", "TICKET_KEY"', '"$var(text)", "other"'),
    "a ticket lives for ever": ("if ($TS > $(var(until){s.int})) route(NO_VERDICT);", ""),
    "the nonce is always the same": ("$avp(nonce) = $uuid(g);", '$avp(nonce) = "00000000-0000-0000-0000-000000000000";'),
    "Call-ID and CSeq are not in the ticket": ("|$avp(asked))", "|1|another)"),
    "a second Contact is let be": ("$T_rpl($hdrc(Contact)) != 1 || ", ""),
    "another CSeq is let be": (" || $T_rpl($cs) != $cs", ""),
    "a 302 is passed on with its number": ('remove_hf("Contact");  # should', "# should"),
    "any user part will do": ("<sip:\\+[1-9][0-9]{7,14}@", "<sip:[^@]*@"),
    "the number asked for is dialled, not the one judged": ('$ru = "sip:" + $var(number) +', '$ru = "sip:" + $rU +'),
    "a gate may answer the call": ('if ($rm == "INVITE" && status =~ "^[12]") drop;', ""),
    "a late answer is passed on": ("if (!t_check_trans()) drop;  # too late", "# too late"),
    "anybody may answer": ("if (!allow_source_address(DIALLERS) || !t_check_trans()) drop;", ""),
    "every redirection is leave to call": ('if (t_check_status("302"))', 'if (t_check_status("3[0-9][0-9]"))'),
    "what is no verdict is passed on": ('if (t_check_status("401|603|608")) exit;', "exit;"),
    "404 means carry on": ('if (t_check_status("302"))', 'if (t_check_status("404")) { $var(number) = $rU; route(CARRIER); }\n\tif (t_check_status("302"))'),
    "silence means carry on": ("if (t_branch_timeout()) route(NO_VERDICT);", "if (t_branch_timeout()) { $var(number) = $rU; route(CARRIER); }"),
    "a cancelled call goes on": ("if (t_is_canceled()) {", "if (0) {"),
    "waits five seconds for a verdict": ("t_set_fr(1000, PATIENCE);", "t_set_fr(5000, 5000);"),
    "strangers may call": ("if (!allow_source_address(DIALLERS)) {\n\t\txlog", "if (0) {\n\t\txlog"),
    "the carrier may call": ('else if (!is_method("ACK|CANCEL")) sl_send_reply("403", "No calls this way");\n\t\texit;', "else route(TRUNK);\n\t\texit;"),
    "a tag makes a call known": ("if (!is_known_dlg()) {", "if (0) {"),
    "another address inside a call": ('if (!is_method("ACK|BYE") && $ru != $dlg(to_contact)) {', "if (0) {"),
    "the dialler's address is kept inside a call": ("\t$ru = $dlg(to_contact);\n", ""),
    "any method inside a call": ('if (!is_method("ACK|BYE|INVITE|UPDATE|PRACK|INFO|OPTIONS")) {', "if (0) {"),
    "any method begins a call": ('if (is_method("INVITE")) {\n\t\troute(TRUNK);', 'if (!is_method("ACK|OPTIONS")) {\n\t\troute(TRUNK);'),
    "all headers go to the carrier": ("branch_route[TO_CARRIER] {\n\tkeep_hf(KEPT);", "branch_route[TO_CARRIER] {"),
    "the dialler may name the trunk": ('remove_hf_re("^X-Ringfence-");', ""),
    "two permits are let be": ("$hdrc(X-Ringfence-Permit) != 1 || ", ""),
    "whatever calls itself a permit goes to the gate": (' || !($avp(permit) =~ "^rf1(\\.[A-Za-z0-9_-]+)+$")', ""),
    "Replaces is let be": ("if ($hdr(Replaces) != $null || $hdr(Join)", "if ($hdr(Join)"),
    "a carrier's redirection is followed by the dialler": ('t_check_status("3[0-9][0-9]|401|407")) route(NO_VERDICT);  # a', 't_check_status("401|407")) route(NO_VERDICT);  # a'),
    "a carrier's challenge reaches the dialler": ('t_check_status("3[0-9][0-9]|401|407")) route(NO_VERDICT);  # a', 't_check_status("3[0-9][0-9]")) route(NO_VERDICT);  # a'),
    "the second way to the carrier is by name": ('\t\t\t$du = "sip:CARRIER_ADDRESS";\n', ""),
    "a gate that is not ready is asked": ('modparam("dispatcher", "ds_probing_mode", 1)', 'modparam("dispatcher", "ds_probing_mode", 0)'),
}  # fmt: skip


def noticed(text: str) -> str | None:
    """The first test that fails with this configuration; None if all pass."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(DEPLOY, folder, dirs_exist_ok=True)
        (Path(folder) / "kamailio.cfg").write_text(text)
        files = [
            f"tests/telephony/test_{name}.py" for name in ("trunk", "permit", "wrong_answers", "site", "fail_closed")
        ]
        command = [sys.executable, "-m", "pytest", *files, "-x", "-q", "-p", "no:cacheprovider"]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=os.environ | {"RINGFENCE_KAMAILIO": folder},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode == 0:
        return None
    found = re.search(r"^(?:FAILED|ERROR) \S*::(\S.*?)(?: - |$)", done.stdout, re.MULTILINE)
    return found[1] if found else done.stdout[-300:]


def main(words: list[str]) -> int:
    good, missed = (DEPLOY / "kamailio.cfg").read_text(), 0
    print(f"{len(FAULTS)} faults")
    for name, (old, new) in FAULTS.items():
        if words and not any(word in name for word in words):
            continue
        if old not in good:
            print(f"{name}: the line to take out is not there any more")
            missed += 1
            continue
        by = noticed(good.replace(old, new))
        missed += by is None
        print(f"{name}: {by or 'MISSED'}", flush=True)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

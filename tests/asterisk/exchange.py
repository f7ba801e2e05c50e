"""A running Asterisk with the files of deploy/asterisk, on a loopback address of its own."""

import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from base64 import b64encode
from pathlib import Path

from . import debian

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy" / "asterisk"
PLACE = Path(os.environ.get("RINGFENCE_ASTERISK") or ROOT / ".asterisk")
PASSWORD = "not-a-secret"
# What the run needs, and no more: an Asterisk with all its modules opens a dozen ports.
MODULES = """res_timing_timerfd codec_ulaw codec_alaw format_wav bridge_simple bridge_softmix chan_bridge_media
func_timeout func_cdr func_channel func_callerid pbx_config app_dial app_echo cdr_csv res_clioriginate
res_rtp_asterisk res_sorcery_config res_sorcery_memory res_sorcery_astdb res_pjproject res_pjsip res_pjsip_session
res_pjsip_pubsub res_pjsip_sdp_rtp res_pjsip_caller_id res_pjsip_header_funcs res_pjsip_rfc3326
res_pjsip_endpoint_identifier_ip chan_pjsip res_http_websocket res_websocket_client res_stasis res_stasis_answer
res_stasis_playback res_stasis_recording res_stasis_snoop app_stasis res_ari_model res_ari res_ari_applications
res_ari_asterisk res_ari_channels res_ari_endpoints res_ari_events res_ari_playbacks res_ari_recordings
res_ari_bridges""".split()
EMPTY = "acl ccss cel features indications manager pjproject stasis udptl websocket_client res_stasis".split()
MAIN = """[directories]
astetcdir => {folder}/etc
astmoddir => {modules}
astdatadir => {root}/usr/share/asterisk
astvarlibdir => {folder}
astdbdir => {folder}
astkeydir => {folder}
astagidir => {folder}
astspooldir => {folder}/spool
astrundir => {folder}/run
astlogdir => {folder}/log
"""


def available():
    return (PLACE / "root").is_dir()


class Exchange:
    """Asterisk at `address`, whose trunk leads to `trunk`; `around` is a carrier that a dialplan could reach."""

    def __init__(self, folder, address, trunk, around=""):
        self.folder, self.address, self.process = folder, address, None
        self.recordings = folder / "spool" / "recording"
        self.url = f"http://{address}:8088/ari"
        for name in ("etc", "run", "log/cdr-csv", "spool/recording"):
            (folder / name).mkdir(parents=True)
        self._write(trunk, around)

    def _write(self, trunk, around):
        etc, root = self.folder / "etc", PLACE / "root"
        modules = next(root.rglob("asterisk/modules"))
        (etc / "asterisk.conf").write_text(MAIN.format(folder=self.folder, root=root, modules=modules))
        there = [f"load = {name}.so" for name in MODULES if (modules / f"{name}.so").exists()]
        (etc / "modules.conf").write_text("\n".join(["[modules]", "autoload = no", *there, ""]))
        for name in EMPTY:
            (etc / f"{name}.conf").write_text("")
        (etc / "cdr.conf").write_text(
            "[general]\nenable = yes\n[csv]\nusegmtime = yes\nloguniqueid = yes\nloguserfield = yes\n"
        )
        (etc / "logger.conf").write_text("[logfiles]\nmessages => notice,warning,error\n")
        (etc / "rtp.conf").write_text("[general]\nrtpstart = 21000\nrtpend = 21999\n")
        changes = {
            "192.0.2.20": self.address,
            "192.0.2.1:5060": trunk,
            "bindaddr = 127.0.0.1": f"bindaddr = {self.address}",
            "put-the-line-of-ari.password-here": PASSWORD,
        }
        for name in ("pjsip.conf", "ari.conf", "http.conf", "extensions.conf"):
            text = (DEPLOY / name).read_text()
            for old, new in changes.items():
                text = text.replace(old, new)
            (etc / name).write_text(text)
        if around:  # what nobody should have: a second way out, and a dialplan that takes it
            with (etc / "pjsip.conf").open("a") as file:
                file.write(AROUND.format(carrier=around))
            with (etc / "extensions.conf").open("a") as file:
                file.write("[around]\nexten => _[+]X.,1,Dial(PJSIP/${EXTEN}@around,10)\n")

    def start(self):
        """Asterisk, up: its REST interface answers when this returns."""
        with (self.folder / "log" / "out").open("ab") as out:
            self.process = subprocess.Popen(
                [*debian.command(PLACE), "-f", "-C", self.folder / "etc" / "asterisk.conf"],
                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True,
            )  # fmt: skip
        request = urllib.request.Request(f"{self.url}/endpoints/PJSIP/ringfence")
        request.add_header("Authorization", "Basic " + b64encode(f"ringfence:{PASSWORD}".encode()).decode())
        for _ in range(200):
            try:
                with urllib.request.urlopen(request, timeout=1):
                    return self
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                assert self.process.poll() is None, (self.folder / "log" / "out").read_text()[-2000:]
                time.sleep(0.1)
        raise AssertionError((self.folder / "log" / "out").read_text()[-2000:])

    def kill(self, how=signal.SIGKILL):
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, how)
            if how in (signal.SIGKILL, signal.SIGTERM):
                self.process.wait(10)

    def says(self, words):
        """What the command line of the running Asterisk answers."""
        command = [*debian.command(PLACE), "-C", self.folder / "etc" / "asterisk.conf", "-rx", words]
        return subprocess.run(command, check=False, capture_output=True, text=True, timeout=20).stdout

    @property
    def tells_sip(self):
        """Whether its events say what SIP said: since Asterisk 22."""
        return int(self.says("core show version").removeprefix("Asterisk ").partition(".")[0]) >= 22

    @property
    def records(self):
        """Its call records."""
        return self.folder / "log" / "cdr-csv" / "Master.csv"

    def settings(self, folder):
        """asterisk.toml for this one, in a folder."""
        text = (DEPLOY / "asterisk.toml").read_text().replace("127.0.0.1", self.address)
        (folder / "asterisk.toml").write_text(text.replace("/var/spool/asterisk/recording", str(self.recordings)))
        (folder / "ari.password").write_text(PASSWORD + "\n")
        (folder / "ari.password").chmod(0o600)
        return folder / "asterisk.toml"

    def close(self):
        self.kill(signal.SIGTERM)
        shutil.rmtree(self.folder / "spool", ignore_errors=True)


AROUND = """
[around]
type = endpoint
transport = udp
aors = around
disallow = all
allow = ulaw
context = nobody

[around]
type = aor
contact = sip:{carrier}
"""

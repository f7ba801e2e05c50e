"""Asterisk out of Debian's archive, unpacked into a folder and run from there.

Nothing is installed, no service started, no root needed. Debian 12 has no Asterisk, so it comes from `sid` with every
library that it needs, the C library too; apt checks the signatures. Usage: debian.py FOLDER
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg"
SUITE = os.environ.get("RINGFENCE_ASTERISK_SUITE", "sid")  # bullseye has Asterisk 16
SETTINGS = """Dir::State "{folder}"; Dir::State::status "{folder}/status"; Dir::Cache "{folder}/cache";
Dir::Etc::sourcelist "{folder}/sources.list"; Dir::Etc::sourceparts "{folder}/none";
Dir::Etc::preferencesparts "{folder}/none"; APT::Sandbox::User "";
APT::Install-Recommends "0"; Acquire::Languages "none";
"""


def mirror():
    """Where this machine's apt takes Debian from; no address stands here."""
    code = dict(line.split("=", 1) for line in Path("/etc/os-release").read_text().split("\n") if "=" in line)
    form = ["--format", "$(SITE) $(RELEASE)", "Created-By: Packages"]
    lines = subprocess.run(["apt-get", "indextargets", *form], check=True, capture_output=True, text=True).stdout
    own = code.get("VERSION_CODENAME", "").strip('"')
    found = [site for site, _, release in (line.partition(" ") for line in lines.splitlines()) if release == own]
    if not found or code.get("ID") != "debian":
        sys.exit("This is no Debian whose archive apt knows: install Asterisk 16 or newer by hand.")
    return found[0]


def fetch(folder: Path):
    """The archive's packages into FOLDER/root."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("none", "lists/partial", "cache/archives/partial", "root"):
        (folder / name).mkdir(parents=True)
    (folder / "status").write_text("")
    (folder / "sources.list").write_text(f"deb [signed-by={KEYS}] {mirror()} {SUITE} main\n")
    (folder / "apt.conf").write_text(SETTINGS.format(folder=folder))
    settings = os.environ | {"APT_CONFIG": str(folder / "apt.conf")}
    subprocess.run(["apt-get", "-qq", "update"], check=True, env=settings)
    subprocess.run(["apt-get", "-qq", "-y", "--download-only", "install", "asterisk"], check=True, env=settings)
    for package in sorted((folder / "cache/archives").glob("*.deb")):
        subprocess.run(["dpkg-deb", "-x", package, folder / "root"], check=True)
    shutil.rmtree(folder / "cache")
    shutil.rmtree(folder / "lists")


def command(folder: Path):
    """The words that start the Asterisk of a folder: with its own C library, whatever this machine's is."""
    root = folder / "root"
    loader = next(each for each in sorted(root.rglob("ld-linux-*.so.*")) if "lib64" not in each.parts)
    libraries = [loader.parent, *(each.parent for each in root.rglob("libasteriskpj.so"))]
    libraries += [root / "usr" / "lib" / loader.parent.name]
    return [loader, "--library-path", ":".join(map(str, libraries)), root / "usr/sbin/asterisk"]


if __name__ == "__main__":
    place = Path(sys.argv[1]).resolve()
    fetch(place)
    print(subprocess.run([*command(place), "-V"], check=True, capture_output=True, text=True).stdout.strip())

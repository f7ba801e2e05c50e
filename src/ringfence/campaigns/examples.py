"""The example campaigns: run where they are in a checkout, copied to a folder of the user's otherwise."""

import os
import runpy
import shutil
from pathlib import Path

import ringfence
from ringfence.errors import RingfenceError

NAMES = ("neath-2017", "labour-2009")
PACKAGE = Path(ringfence.__file__).parent
CHECKOUT = PACKAGE.parent.parent / "examples"
INSTALLED = PACKAGE / "examples"


class ExamplesMissing(RingfenceError):
    code = "examples-missing"


def place(name: str, folder: Path | None) -> Path:
    """Where an example lies, ready to run: copied to `folder` if one is given, or if there is no checkout to run it in.

    The list that is too large for the repository is made there, once.
    """
    if folder is None and CHECKOUT.is_dir() and os.access(CHECKOUT / name, os.W_OK):
        home = CHECKOUT / name
    else:
        home = _copy(name, folder or Path("ringfence-demo"))
    maker = home / "generate.py"
    if "data/" in (home / "campaign.toml").read_text(encoding="utf-8") and not (home / "data" / "tps.csv").exists():
        runpy.run_path(str(maker))["generate"](home / "data")
    return home


def _copy(name: str, folder: Path) -> Path:
    source = next((home / name for home in (CHECKOUT, INSTALLED) if (home / name).is_dir()), None)
    if source is None:
        raise ExamplesMissing(
            "The example campaigns are not part of this installation. Clone the repository to run them."
        )
    target = folder / name
    target.mkdir(parents=True, exist_ok=True)
    for file in sorted(source.iterdir()):
        if file.is_file():
            shutil.copyfile(file, target / file.name)
    return target

"""The example campaigns, copied to a folder of the user's, with their large files made there."""

import runpy
import shutil
from pathlib import Path

import ringfence
from ringfence.errors import RingfenceError

NAMES = ("neath-2017", "labour-2009")


class ExamplesMissing(RingfenceError):
    code = "examples-missing"


def make(name: str, folder: Path) -> None:
    """Copy an example to `folder`; if it keeps its list out of the repository, make the list in `folder`/data."""
    source = _home() / name
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted(source.iterdir()):
        if file.is_file():
            shutil.copyfile(file, folder / file.name)
    if (source / ".gitignore").exists() and not (folder / "data" / "tps.csv").exists():
        runpy.run_path(str(source / "generate.py"))["generate"](folder / "data")


def _home() -> Path:
    """Where the examples are: inside the installed package, or beside `src` in a checkout."""
    package = Path(ringfence.__file__).parent
    for home in (package / "examples", package.parent.parent / "examples"):
        if home.is_dir():
            return home
    raise ExamplesMissing("The example campaigns are not part of this installation. Clone the repository to run them.")

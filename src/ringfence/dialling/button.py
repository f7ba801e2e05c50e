"""The stop button: a file beside the campaign, which any process on the machine can write."""

import json
from pathlib import Path

from ringfence.campaigns.signed import folder_of
from ringfence.preferences.register_store.durable import replace_whole

NAME = "stopped.json"


def press(home: Path, campaign: str, by: str, at: str) -> Path:
    """Stops the runs of a campaign, now and until it is lifted; the file that says so."""
    file = folder_of(home, campaign) / NAME
    replace_whole(file, json.dumps({"by": by, "at": at}).encode() + b"\n")
    return file


def lift(home: Path, campaign: str) -> bool:
    """Lets a campaign run again; whether it was stopped."""
    file = folder_of(home, campaign) / NAME
    there = file.exists()
    file.unlink(missing_ok=True)
    return there


def pressed(home: Path, campaign: str) -> str:
    """Why a campaign is stopped; empty if it is not. A button that cannot be read is pressed."""
    file = folder_of(home, campaign) / NAME
    try:
        told = json.loads(file.read_bytes())
        return f"stopped by {told['by']} at {told['at'][:19]}Z"
    except FileNotFoundError:
        return ""
    except (OSError, ValueError, TypeError, KeyError):
        return f"stopped: {NAME} is there and cannot be read"

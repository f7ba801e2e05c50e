"""Where marks are found outside the database: in logs, the ledger, times of files, the memory folder."""

import hashlib

from ringfence.answers.attack.loot import MARKS, Loot, places_in


def in_logs(loot: Loot) -> dict[str, int]:
    """The first log line that names a mark."""
    return {mark.group().decode(): mark.start() for mark in reversed(list(MARKS.finditer(loot.logs.encode())))}


def in_server_log(loot: Loot) -> dict[str, int]:
    """The first place of a mark in the server's write-ahead log."""
    return places_in(loot.server_log)


def in_ledger(loot: Loot) -> dict[str, int]:
    """The entry that holds a mark, or a digest of its answers, or its key."""
    whole = "\n".join(loot.ledger)
    found = {}
    for mark in loot.places:
        row = loot.row(mark)
        body = next((value for value in row.values() if isinstance(value, str) and mark in value), "")
        key = row.get("key")
        traces = [mark, hashlib.sha256(body.encode()).hexdigest(), key.hex() if isinstance(key, bytes) else mark]
        places = [place for trace in traces if (place := whole.find(trace)) >= 0]
        if places:
            found[mark] = min(places)
    return found


def file_times(loot: Loot) -> dict[str, int]:
    """The time of the file that holds a mark."""
    found: dict[str, int] = {}
    for copy in loot.copies[-1:]:
        for file in copy.rglob("*"):
            if file.is_file():
                for mark in MARKS.findall(file.read_bytes()):
                    found.setdefault(mark.decode(), file.stat().st_mtime_ns)
    return found


def in_memory(loot: Loot) -> dict[str, int]:
    """What copies of the memory folder hold of answers that had left."""
    found: dict[str, int] = {}
    for memory in loot.memory:
        gone = memory.places.keys() - set(memory.waiting.marks)
        found |= {mark: memory.places[mark] for mark in gone}
    return found

"""Where marks are left in SQLite's files: pages copied to a journal, freed pages, gaps that were not wiped."""

from collections.abc import Iterator

from ringfence.answers.attack.loot import MARKS, Loot

TREE_PAGES = {0x02: 12, 0x05: 12, 0x0A: 8, 0x0D: 8}  # kinds of b-tree pages, and the size of their heads


def in_journals(loot: Loot) -> dict[str, int]:
    """The first place of each mark in any journal or write-ahead log, over all copies in turn."""
    found: dict[str, int] = {}
    start = 0
    for copy in loot.copies:
        for file in sorted(copy.rglob("*")):
            if file.name.endswith(("-journal", "-wal")) and file.is_file():
                content = file.read_bytes()
                for mark in MARKS.finditer(content):
                    found.setdefault(mark.group().decode(), start + mark.start())
                start += len(content)
    return found


def in_free_space(loot: Loot) -> dict[str, int]:
    """The place of each mark in free pages and in gaps within pages, over all copies; rows are put in from behind."""
    found: dict[str, int] = {}
    start = 0
    for copy in loot.copies:
        for file in sorted(copy.rglob("*.sqlite3")):
            content = file.read_bytes()
            for at, piece in _free(content):
                for mark in MARKS.finditer(piece):
                    found.setdefault(mark.group().decode(), start + at + len(piece) - mark.start())
            start += len(content)
    return found


def _free(content: bytes) -> Iterator[tuple[int, bytes]]:
    if content[:15] != b"SQLite format 3":
        return
    size = int.from_bytes(content[16:18], "big")
    size = 65536 if size == 1 else size
    freed = set(_free_pages(content, size))
    for page in range(len(content) // size):
        at = page * size
        whole = content[at : at + size]
        if page + 1 in freed:
            yield at, whole
        elif gap := _gap(whole, 100 if page == 0 else 0):
            yield at, gap


def _gap(page: bytes, head: int) -> bytes:
    """What lies between a b-tree page's list of cells and its cells."""
    size = TREE_PAGES.get(page[head])
    if size is None:
        return b""
    cells = int.from_bytes(page[head + 3 : head + 5], "big")
    first = int.from_bytes(page[head + 5 : head + 7], "big") or 65536
    return page[head + size + 2 * cells : first]


def _free_pages(content: bytes, size: int) -> Iterator[int]:
    """The numbers of the pages on the free list."""
    trunk, known = int.from_bytes(content[32:36], "big"), set[int]()
    while trunk and trunk not in known:
        known.add(trunk)
        page = content[(trunk - 1) * size : trunk * size]
        yield trunk
        count = int.from_bytes(page[4:8], "big")
        yield from (int.from_bytes(page[8 + 4 * each : 12 + 4 * each], "big") for each in range(count))
        trunk = int.from_bytes(page[:4], "big")

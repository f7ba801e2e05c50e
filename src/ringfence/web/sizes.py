"""How much a request may bring, decided by what it says of itself before any of it is read.

A body that does not say how long it is, is read as empty; one that is longer than it says, only as far as that.
"""

import shutil

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from ringfence.web import errors
from ringfence.web.table import Page

MIB = 1 << 20
ROOM = 256 * MIB  # of the disk, that uploads leave to objections and the ledger


def no_room(size: int) -> bool:
    """Whether the disk has no room for so many bytes twice: as they come in, and where they are kept."""
    return size > MIB and size > int(shutil.disk_usage(settings.FILE_UPLOAD_TEMP_DIR).free) // 2 - ROOM


def too_large(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The refusal of a body that is too large for this page or for the disk; None if it may be read."""
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE if page.public else settings.UPLOAD_MOST
    if size > most:
        words = f"More than {most / MIB:,.0f} MiB are not taken here. Send a smaller file, or in parts."
    elif no_room(size):
        words = "The disk has no room for it. Tell an administrator; nothing was kept."
    else:
        return None
    answer = errors.told(request, 413, "That is too much", words)
    answer["Connection"] = "close"  # the rest of the body is not wanted
    return answer

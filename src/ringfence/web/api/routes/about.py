"""What the API says of itself."""

from typing import Any

from ringfence.web.api.table import Asking, route


@route("GET", "openapi.json", public=True, answers=dict[str, Any])
def openapi(_asking: Asking) -> dict[str, Any]:
    """This API as an OpenAPI document."""
    from ringfence.web.api.openapi import document  # noqa: PLC0415 - made of the table, which this is a part of

    return document()

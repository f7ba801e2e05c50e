"""The tools behind the protocol's own SDK, over standard input and output."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

import ringfence
from ringfence.errors import RingfenceError
from ringfence.mcp.tools import Tool, Tools

SAYS = (
    "Rules, published outcomes and script checks for UK telephone campaigns. Nothing here changes anything, and no "
    "answer says that a call is safe: a call is decided by the gate, when it is made."
)


class SdkMissing(RingfenceError):
    """The optional part is not installed."""

    code = "mcp-missing"


def server(tools: Tools) -> Any:
    """The server, which knows these tools and nothing else."""
    try:
        from mcp.server import MCPServer  # noqa: PLC0415 - an optional part
        from mcp.server.mcpserver.exceptions import ToolError  # noqa: PLC0415
        from mcp.types import ToolAnnotations  # noqa: PLC0415
    except ImportError:
        raise SdkMissing("The mcp SDK is missing. Run: pip install 'ringfence[mcp]'") from None

    def answering(tool: Tool) -> Callable[..., dict[str, Any]]:
        @wraps(tool)
        def answer(*args: Any, **named: Any) -> dict[str, Any]:
            try:
                return tool(*args, **named)
            except RingfenceError as error:
                raise ToolError(error.message) from None

        return answer

    made = MCPServer("ringfence", version=ringfence.__version__, instructions=SAYS, log_level="ERROR")
    only_reads = ToolAnnotations(
        read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )  # fmt: skip
    for name, tool in tools.every().items():
        made.add_tool(answering(tool), name=name, annotations=only_reads)
    logging.getLogger("mcp").setLevel(logging.ERROR)  # what is asked may hold a number
    return made

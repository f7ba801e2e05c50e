"""The FastAGI door: what Asterisk's and VICIdial's dialplan asks before Dial(). It sets variables, and dials nothing.

    Set(RINGFENCE=block)
    AGI(agi://127.0.0.1:4573/decide?campaign=spring,${EXTEN})
    GotoIf($["${RINGFENCE}" = "allow"]?dial:stop)      ; dial ${RINGFENCE_NUMBER}, not ${EXTEN}

`object` in place of `decide` records an objection, as a key pressed in a recorded call. If this door is gone or slow,
the variable stays what the dialplan set before: block.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter
from urllib.parse import parse_qs

from ringfence.gate.calls import Call, Decision, name_of
from ringfence.gate.clients import Client
from ringfence.gate.clock import present
from ringfence.gate.desk import Desk
from ringfence.gate.heard import heard
from ringfence.gate.metrics import Metrics
from ringfence.gate.verbs import Objecting, object_
from ringfence.preferences.events import CHANNELS

LINE, MOST_LINES = 512, 100
PATIENCE = 5.0  # seconds for the dialplan to say what it wants
NOT_SHOWN = ("unknown", "anonymous", "private", "withheld")
_PROHIBITED = (32, 35, 67)  # calling presentation: prohibited, or not available
Admit = Callable[[str, str], Client | None]  # address and key of who asks
_log = logging.getLogger("ringfence.gate")


class NotUsable(Exception):
    """What the dialplan sent cannot be used."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the dialplan asks: which verb, with which words, and what Asterisk says of the channel."""

    verb: str
    words: Mapping[str, str]
    channel: Mapping[str, str]

    def of(self, name: str, place: int = 0) -> str:
        """A value by its name in the address, or by its place among the arguments."""
        return self.words.get(name) or (self.channel.get(f"agi_arg_{place}", "") if place else "")


class AgiDoor:
    """One FastAGI server over a gate."""

    def __init__(self, desk: Desk, metrics: Metrics, admit: Admit, now: Callable[[], datetime] = present) -> None:
        self._desk, self._metrics, self._admit, self._now = desk, metrics, admit, now

    async def serve(self, host: str, port: int) -> asyncio.Server:
        """Listens; close what is returned to stop."""
        return await asyncio.start_server(self._connected, host, port, limit=LINE)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        variables = {"RINGFENCE": "block", "RINGFENCE_REASONS": "GATE_NOT_READY"}
        try:
            async with asyncio.timeout(PATIENCE):
                asked = await _heard(reader)
            variables = await self._answer(asked, str((writer.get_extra_info("peername") or ("",))[0]))
        except NotUsable as error:
            variables = {"RINGFENCE": "block", "RINGFENCE_REASONS": "REQUEST_UNUSABLE", "RINGFENCE_ERROR": str(error)}
        except Exception as error:  # noqa: BLE001 - whatever it is, the dialplan hears block
            _log.error("agi: %s", type(error).__name__)
        await self._say(reader, writer, variables)

    async def _say(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, variables: Mapping[str, str]
    ) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                for name, value in variables.items():
                    writer.write(f'SET VARIABLE {name} "{_quoted(value)}"\n'.encode())
                    await writer.drain()
                    await reader.readline()
        except (TimeoutError, OSError, ValueError):
            pass  # the dialplan is gone: what it does not hear it does not dial
        finally:
            writer.close()

    async def _answer(self, asked: Asked, address: str) -> dict[str, str]:
        client = self._admit(address, asked.of("key"))
        if client is None:
            raise NotUsable("this address may not ask; give a key: ?key=rfk_...")
        if asked.verb == "decide":
            return await self._decide(asked, client)
        if asked.verb == "object":
            return await self._object(asked, client)
        raise NotUsable("the address names decide or object")

    async def _decide(self, asked: Asked, client: Client) -> dict[str, str]:
        campaign = asked.of("campaign")
        if not client.may(campaign):
            raise NotUsable("this client may not ask about this campaign")
        call = _call(asked, campaign, client.name, self._now())
        began = perf_counter()
        decision = await self._desk.aask(call)
        self._metrics.decided("agi", decision, perf_counter() - began)
        return _variables(decision)

    async def _object(self, asked: Asked, client: Client) -> dict[str, str]:
        number, channel = heard(_called(asked)), asked.of("channel") or "keypress"
        if number.e164 is None or channel not in CHANNELS:
            raise NotUsable("no number, or no channel that is known")
        said = Objecting(
            number=int(number.e164[1:]),
            channel=channel,
            said=asked.of("said", 2) or "a key was pressed",
            at=self._now(),
            by=client.name,
            key=asked.channel.get("agi_uniqueid", ""),
            source="gate agi",
        )
        events = await self._desk.ause(object_(said))
        self._metrics.objected(channel, len(events))
        return {"RINGFENCE_OBJECTION": events[0].id}


async def _heard(reader: asyncio.StreamReader) -> Asked:
    """The channel's variables, up to the blank line."""
    channel: dict[str, str] = {}
    for _ in range(MOST_LINES):
        line = (await reader.readline()).decode("utf-8", "replace").strip()
        if not line:
            break
        name, _, value = line.partition(":")
        channel[name.strip()] = value.strip()
    else:
        raise NotUsable("too many lines")
    script, _, query = channel.get("agi_network_script", "").partition("?")
    words = {name: values[0] for name, values in parse_qs(query).items()}
    return Asked(script.strip("/"), words, channel)


def _called(asked: Asked) -> str:
    return asked.of("number", 1) or asked.channel.get("agi_extension", "")


def _call(asked: Asked, campaign: str, client: str, at: datetime) -> Call:
    shown = asked.of("shown", 2) or asked.channel.get("agi_callerid", "")
    presented = asked.channel.get("agi_callingpres", "")
    hidden = shown.casefold() in NOT_SHOWN or (presented.isdecimal() and int(presented) in _PROHIBITED)
    return Call(
        reference=asked.of("reference") or asked.channel.get("agi_uniqueid", "") or name_of(at),
        campaign=campaign,
        called=_called(asked),
        at=at,
        shown=shown or None,
        withheld=True if hidden else None,
        door="agi",
        client=client,
    )


def _variables(decision: Decision) -> dict[str, str]:
    word = "hold" if decision.decision == "hold" else "block"
    said = {"RINGFENCE_REASONS": " ".join(decision.reasons), "RINGFENCE_DECISION": decision.id}
    if not decision.allowed or decision.permit is None:
        return {**said, "RINGFENCE_NUMBER": "", "RINGFENCE_PERMIT": "", "RINGFENCE": word}
    allowed = {"RINGFENCE_NUMBER": decision.permit.number, "RINGFENCE_PERMIT": decision.permit.token}
    return {**said, **allowed, "RINGFENCE": "allow"}  # last: whoever hears it has heard the rest


def _quoted(value: str) -> str:
    return value.replace("\\", "").replace('"', "").replace("\n", " ")

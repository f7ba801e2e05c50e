"""A made-up Asterisk: real HTTP and WebSocket on loopback, calls that go as they are told to, and faults on demand."""

import asyncio
import json
from base64 import b64encode
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from aiohttp import web

USER, PASSWORD = "ringfence", "not a secret"
BASIC = "Basic " + b64encode(f"{USER}:{PASSWORD}".encode()).decode()


@dataclass
class Channel:
    """A call, as Asterisk would have it."""

    asked: dict
    state: str = "Down"
    lease: asyncio.TimerHandle | None = None
    playing: str = ""
    played: list = field(default_factory=list)


async def answers(fake, channel):
    """Rings, and is answered."""
    fake.state(channel, "Ringing")
    fake.answer(channel)


class Asterisk:
    """`goes(fake, channel)` is what becomes of a call; `refuses` and `takes`: parts of requests -> status, seconds."""

    def __init__(self, goes=answers):
        self.goes = goes
        self.channels, self.ended, self.made, self.sockets = {}, {}, [], []
        self.files, self.refuses, self.takes, self.plays_for = {}, {}, {}, 0.05
        self.tasks, self.leases, self.url = set(), 0, ""
        self.bridges, self.subscribed = {}, set()

    def hold(self, *sounds):
        """Keeps recordings, as a careful person would copy them there."""
        self.files |= {f"ringfence-{sound.sha256}": sound.file for sound in sounds}

    # What happens

    def tell(self, kind, channel="", **more):
        found = self.channels.get(channel) or self.ended.get(channel)
        about = {"channel": {"id": channel, "state": found.state if found else ""}} if channel else {}
        for socket in self.sockets:
            self.soon(self.send(socket, {"type": kind, **about, **more}))

    async def send(self, socket, told):
        with suppress(ConnectionError):
            await socket.send_str(json.dumps(told))

    def soon(self, work):
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def state(self, channel, word):
        self.channels[channel].state = word
        self.tell("ChannelStateChange", channel)

    def answer(self, channel):
        self.state(channel, "Up")
        self.tell("StasisStart", channel)

    def press(self, channel, digit):
        self.tell("ChannelDtmfReceived", channel, digit=digit)

    def destroy(self, channel, cause=16, **more):
        if found := self.channels.pop(channel, None):
            self.ended[channel] = found
            if found.lease:
                found.lease.cancel()
            self.tell("ChannelDestroyed", channel, cause=cause, **more)

    def finish(self, channel, name, state):
        if channel in self.channels and self.channels[channel].playing == name:
            self.channels[channel].playing = ""
            for bridge in [
                each for each, inside in self.bridges.items() if inside == channel and each in self.subscribed
            ]:
                self.tell("PlaybackFinished", playback={"id": name, "state": state, "target_uri": f"bridge:{bridge}"})

    async def drop(self):
        """The stream of events is lost; calls go on, as they do in Asterisk."""
        sockets, self.sockets = self.sockets, []
        for each in sockets:
            await each.close()

    async def restart(self):
        """All calls are gone without a word."""
        self.bridges.clear()
        for each in self.channels.values():
            if each.lease:
                each.lease.cancel()
        self.channels.clear()
        await self.drop()

    # What is asked

    @web.middleware
    async def checked(self, request, handler):
        if request.headers.get("Authorization") != BASIC:
            return said(401, "no")
        line = f"{request.method} {request.path}"
        await asyncio.sleep(sum(seconds for part, seconds in self.takes.items() if part in line))
        refused = [status for part, status in self.refuses.items() if part in line]
        return said(refused[0], "told to") if refused else await handler(request)

    async def events(self, request):
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        for each in self.sockets:
            await self.send(each, {"type": "ApplicationReplaced", "application": request.query["app"]})
        self.sockets.append(socket)
        async for _ in socket:
            pass
        return socket

    async def originate(self, request):
        told = await request.json()
        if told["channelId"] in self.channels:
            return said(409, "that channel exists")
        self.made.append(told)
        self.channels[told["channelId"]] = Channel(told)
        self.soon(self.goes(self, told["channelId"]))
        return web.json_response({"id": told["channelId"], "state": "Down"})

    async def listed(self, _request):
        return web.json_response([{"id": each} for each in self.channels])

    async def hang_up(self, request):
        channel = request.match_info["channel"]
        if channel not in self.channels:
            return said(404, "no such channel")
        self.destroy(channel)
        return web.Response(status=204)

    async def lease(self, request):
        channel, told = request.match_info["channel"], await request.json()
        if channel not in self.channels:
            return said(404, "no such channel")
        assert told["variable"] == "TIMEOUT(absolute)"
        found = self.channels[channel]
        if found.lease:
            found.lease.cancel()
        found.lease = asyncio.get_running_loop().call_later(float(told["value"]), self.destroy, channel, 0)
        self.leases += 1
        return web.Response(status=204)

    async def bridge(self, request):
        self.bridges[(await request.json())["bridgeId"]] = ""
        return web.json_response({})

    async def unbridge(self, request):
        return web.Response(status=404 if self.bridges.pop(request.match_info["bridge"], None) is None else 204)

    async def bridged(self, _request):
        return web.json_response([{"id": each} for each in self.bridges])

    async def subscribe(self, request):
        bridge = request.query["eventSource"].removeprefix("bridge:")
        if bridge not in self.channels:  # Asterisk takes it for the channel then, whose events are told already
            self.subscribed.add(bridge)
        return web.json_response({})

    async def add(self, request):
        bridge, channel = request.match_info["bridge"], (await request.json())["channel"]
        if bridge not in self.bridges or channel not in self.channels:
            return said(404, "no such bridge or channel")
        self.bridges[bridge] = channel
        return web.Response(status=204)

    async def play(self, request):
        """Into a bridge: while Asterisk plays to a channel, no lease of it is renewed."""
        name, told = request.match_info["name"], await request.json()
        channel = self.bridges.get(request.match_info["bridge"])
        if channel not in self.channels:
            return said(404, "nobody in such a bridge")
        self.channels[channel].playing = name
        self.channels[channel].played.append(told["media"])
        state = "done" if told["media"].partition(":")[2] in self.files else "failed"
        asyncio.get_running_loop().call_later(self.plays_for, self.finish, channel, name, state)
        return web.json_response({"id": name}, status=201)

    async def stop(self, request):
        name = request.match_info["name"]
        playing = [channel for channel, each in self.channels.items() if each.playing == name]
        for channel in playing:
            self.finish(channel, name, "done")
        return web.Response(status=204) if playing else said(404, "no such playback")

    async def stored(self, request):
        data = self.files.get(request.match_info["name"])
        return said(404, "no such recording") if data is None else web.Response(body=data)

    async def fine(self, _request):
        return web.json_response({"status": "Running"})

    @asynccontextmanager
    async def up(self, port=0):
        """Listening, until the block ends."""
        app = web.Application(middlewares=[self.checked])
        app.add_routes(
            [
                web.get("/ari/events", self.events),
                web.get("/ari/channels", self.listed),
                web.post("/ari/channels", self.originate),
                web.delete("/ari/channels/{channel}", self.hang_up),
                web.post("/ari/channels/{channel}/variable", self.lease),
                web.get("/ari/bridges", self.bridged),
                web.post("/ari/bridges", self.bridge),
                web.delete("/ari/bridges/{bridge}", self.unbridge),
                web.post("/ari/bridges/{bridge}/addChannel", self.add),
                web.post("/ari/bridges/{bridge}/play/{name}", self.play),
                web.post("/ari/applications/{app}/subscription", self.subscribe),
                web.delete("/ari/playbacks/{name}", self.stop),
                web.get("/ari/recordings/stored/{name}/file", self.stored),
                web.get("/ari/{path:.*}", self.fine),
            ]
        )
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/ari"
        try:
            yield self
        finally:
            await self.restart()
            await runner.cleanup()


def said(status, message):
    return web.json_response({"message": message}, status=status)

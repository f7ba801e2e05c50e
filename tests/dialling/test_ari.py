"""The Asterisk driver against a made-up Asterisk: what is asked of it, and what becomes of calls when it fails."""

import asyncio
import json
import shutil
import threading
import time
from functools import partial

import pytest
from click.testing import CliRunner

pytest.importorskip("aiohttp", reason="aiohttp is not installed: pip install 'ringfence[asterisk]'")

from ringfence.campaigns.signed import load
from ringfence.cli import cli, run_calls
from ringfence.dialling import ari_line, button, runner
from ringfence.dialling.ari import open_ari
from ringfence.dialling.ari_checks import FRESH, Recordings, name_of
from ringfence.dialling.ari_settings import AsteriskUnusable, Settings, read_settings
from ringfence.dialling.conduct import Manner
from ringfence.dialling.driver import PERMIT
from ringfence.dialling.runner import Plan, Run
from ringfence.dialling.sound import signed_sounds
from ringfence.gate.desk import Desk
from ringfence.gate.keys import keyring
from ringfence.store import open_store

from . import world
from .fake_ari import PASSWORD, USER, Asterisk, answers

NUMBERS = world.NUMBERS[1:]


@pytest.fixture(scope="module")
def signed_home(tmp_path_factory):
    return world.home(tmp_path_factory.mktemp("signed"))


@pytest.fixture
def home(signed_home, tmp_path):
    return shutil.copytree(signed_home, tmp_path / "home")


def plan_of(home, **more):
    signed, _, folder = load(home, "spring", keyring(home).seals)
    message, confirmation = signed_sounds(signed, folder)
    manner = Manner(message, confirmation, keys=signed.opt_out_keys, ring_for=1, settle=0, linger=0.05)
    return Plan(**{"campaign": "spring", "shown": world.SHOWN, "manner": manner, "per_second": 1000, **more})


def settings_of(fake, **more):
    return Settings(**{"url": fake.url, "user": USER, "password": PASSWORD, "trunk": "trunk", **more})


async def opened(fake, plan, **more):
    return await open_ari(settings_of(fake, **more), "spring", (plan.manner.message, plan.manner.confirmation), 1.0)


def runs(home, fake, numbers, *, beside=None, stop=lambda: "", held=True, **more):
    """The tally of a run; `beside(fake, driver)` goes on at the same time."""
    plan = plan_of(home, **more)
    if held:
        fake.hold(plan.manner.message, plan.manner.confirmation)

    async def over():
        async with fake.up():
            driver = await opened(fake, plan)
            try:
                with Desk(home) as desk:
                    run = asyncio.create_task(
                        Run(desk, driver, plan, clock=lambda: world.NOON, stop=stop).over(numbers)
                    )
                    if beside:
                        await beside(fake, driver)
                    return await asyncio.wait_for(run, 20)
            finally:
                await driver.close()

    return asyncio.run(over())


async def until(true, seconds=5.0):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        await asyncio.sleep(0.005)


def outcomes(home):
    with open_store(home) as store:
        return [each.told["outcome"] for each in store.book.of_kind("call-outcome")]


def test_the_number_called_is_the_permits_and_goes_straight_to_the_trunk(home):
    fake = Asterisk()
    tally = runs(home, fake, NUMBERS[:3])
    assert tally.outcomes == {"played": 3}
    assert [each["endpoint"] for each in fake.made] == [f"PJSIP/+{n}@trunk" for n in NUMBERS[:3]]
    assert {each["callerId"] for each in fake.made} == {world.SHOWN}
    tokens = [each["variables"][f"PJSIP_HEADER(add,{PERMIT})"] for each in fake.made]
    assert all(token.startswith("rf1.") for token in tokens)
    assert len(set(tokens)) == 3
    with open_store(home) as store:
        decided = [each.told["id"] for each in store.book.of_kind("decision")]
    assert [each["channelId"] for each in fake.made] == [f"ringfence-spring-{each}" for each in decided]
    assert fake.bridges == {}
    sha256 = plan_of(home).manner.message.sha256
    assert all(each.played == [f"recording:ringfence-{sha256}"] for each in fake.ended.values())


def test_nine_is_on_file_before_the_confirmation_and_stops_the_next_call(home):
    seen = []

    async def presses(fake, channel):
        await answers(fake, channel)
        await until(lambda: fake.channels[channel].playing)
        fake.press(channel, "5")
        fake.press(channel, "9")

    class Watching(Asterisk):
        async def play(self, request):
            with open_store(home) as store:
                seen.append(len(store.objections(NUMBERS[0])))
            return await super().play(request)

    fake = Watching(presses)
    fake.plays_for = 1.0
    assert runs(home, fake, NUMBERS[:1]).outcomes == {"objected": 1}
    assert seen == [0, 1]
    names = [name_of(each) for each in (plan_of(home).manner.message, plan_of(home).manner.confirmation)]
    assert next(iter(fake.ended.values())).played == [f"recording:{each}" for each in names]
    again = Asterisk()
    assert runs(home, again, NUMBERS[:1], run="2").refused == {"OBJECTION_ON_FILE": 1}
    assert again.made == []


@pytest.mark.parametrize(
    ("cause", "said", "word"),
    [
        (17, None, "busy"),
        (21, 486, "busy"),
        (19, None, "no-answer"),
        (18, 408, "no-answer"),
        (0, None, "no-answer"),
        (1, None, "failed"),
        (1, 404, "failed"),
        (21, 603, "refused-at-trunk"),
        (127, 608, "refused-at-trunk"),
        (127, None, "failed"),  # before Asterisk 22 a refusal cannot be told from other trouble
    ],
)
def test_how_a_call_ended_that_nobody_answered(home, cause, said, word):
    async def ends(fake, channel):
        fake.state(channel, "Ringing")
        fake.destroy(channel, cause, **({"tech_cause": said} if said else {}))

    assert runs(home, Asterisk(ends), NUMBERS[:1]).outcomes == {word: 1}


def test_who_does_not_answer_is_left_in_peace_after_a_while(home):
    async def rings(fake, channel):
        fake.state(channel, "Ringing")

    fake = Asterisk(rings)
    assert runs(home, fake, NUMBERS[:1]).outcomes == {"no-answer": 1}
    assert not fake.channels


def test_who_hangs_up_hung_up(home):
    async def goes(fake, channel):
        await answers(fake, channel)
        await until(lambda: fake.channels[channel].playing)
        fake.destroy(channel, 16)

    fake = Asterisk(goes)
    fake.plays_for = 2
    assert runs(home, fake, NUMBERS[:1]).outcomes == {"hung-up": 1}


def test_an_answered_call_lives_by_its_lease_and_ends_without(home, monkeypatch):
    monkeypatch.setattr(ari_line, "LEASE", 0.3)
    monkeypatch.setattr(ari_line, "RENEWED", 0.05)

    async def stuck(fake, _driver):
        await until(lambda: fake.leases > 10)
        assert fake.channels  # it lived three times as long as one lease
        fake.refuses["/variable"] = 500

    fake = Asterisk()
    fake.plays_for = 5
    assert runs(home, fake, NUMBERS[:1], beside=stuck).outcomes == {"not-known": 1}
    assert not fake.channels


def test_a_driver_that_is_gone_leaves_no_call_behind(home, monkeypatch):
    monkeypatch.setattr(ari_line, "LEASE", 0.3)
    plan = plan_of(home)

    async def over():
        fake = Asterisk()
        fake.hold(plan.manner.message, plan.manner.confirmation)
        async with fake.up():
            driver = await opened(fake, plan)
            with Desk(home) as desk:
                line = await driver.dial(await permit(desk), world.SHOWN)
                await until(lambda: fake.leases)
                line._tasks.copy().pop().cancel()  # it is killed
                await until(lambda: not fake.channels, 1)
                await driver.close()

    asyncio.run(over())


async def permit(desk, number=NUMBERS[0]):
    from ringfence.gate.calls import Call

    asked = Call(
        reference="r", campaign="spring", called=f"+{number}", at=world.NOON, shown=world.SHOWN, withheld=False
    )
    return (await desk.aask(asked)).permit


def test_while_events_are_lost_there_is_no_call_and_those_in_progress_end(home, monkeypatch):
    monkeypatch.setattr(runner, "DRIVER_WAITS", 0.6)
    monkeypatch.setattr("ringfence.dialling.ari.AGAIN", (0.05,))

    async def loses(fake, driver):
        await until(lambda: any(each.playing for each in fake.channels.values()))
        fake.refuses["/ari/events"] = 503
        await fake.drop()
        began = time.monotonic()
        await until(lambda: not fake.channels)
        assert time.monotonic() - began < 1
        assert await driver.ready()

    fake = Asterisk()
    fake.plays_for = 5
    tally = runs(home, fake, NUMBERS, beside=loses, per_second=4, at_once=2)
    assert set(tally.outcomes) == {"not-known"}
    assert tally.dialled == len(fake.made) < len(NUMBERS)
    assert "not heard" in tally.stopped


def test_events_are_heard_again_and_the_run_goes_on_without_dialling_twice(home, monkeypatch):
    monkeypatch.setattr("ringfence.dialling.ari.AGAIN", (0.05,))

    async def restarts(fake, _driver):
        await until(lambda: any(each.playing for each in fake.channels.values()))
        await fake.restart()
        fake.plays_for = 0.05

    fake = Asterisk()
    fake.plays_for = 5
    tally = runs(home, fake, NUMBERS[:4], beside=restarts, at_once=1)
    assert tally.outcomes == {"not-known": 1, "played": 3}
    assert len({each["endpoint"] for each in fake.made}) == len(fake.made) == 4
    assert not tally.stopped
    assert runs(home, Asterisk(), NUMBERS[:4]).passed_over == {"done": 4}  # who was lost sight of is left alone


def test_calls_that_a_run_left_behind_are_ended_before_the_next_begins(home):
    plan = plan_of(home)

    async def over():
        fake = Asterisk()
        fake.hold(plan.manner.message, plan.manner.confirmation)
        fake.channels["ringfence-spring-left"] = fake.channels["somebody-elses"] = None
        fake.bridges |= {"ringfence-spring-left-sound": "", "somebody-elses": ""}
        fake.destroy = lambda channel, *_: fake.channels.pop(channel)
        async with fake.up():
            driver = await opened(fake, plan)
            assert list(fake.channels) == list(fake.bridges) == ["somebody-elses"]
            await driver.close()
            fake.channels.clear()

    asyncio.run(over())


def test_a_second_run_of_a_campaign_takes_over_and_the_first_stops(home, monkeypatch):
    monkeypatch.setattr(runner, "DRIVER_WAITS", 0.2)
    others = []

    async def second(fake, _driver):
        await until(lambda: any(each.playing for each in fake.channels.values()))
        others.append(await opened(fake, plan_of(home)))
        await until(lambda: not fake.channels)
        await others[0].close()

    fake = Asterisk()
    fake.plays_for = 5
    tally = runs(home, fake, NUMBERS[:3], beside=second, at_once=1)
    assert tally.outcomes == {"not-known": 1}
    assert "took over" in tally.stopped


@pytest.mark.parametrize("part", ["POST /ari/channels"], ids=["originate"])
def test_a_call_that_asterisk_does_not_take_has_failed(home, part):
    async def beside(fake, _driver):
        fake.refuses[part] = 500

    fake = Asterisk()
    assert runs(home, fake, NUMBERS[:1], beside=beside).outcomes == {"failed": 1}
    assert fake.made == []


def test_no_answer_to_originate_means_that_it_is_not_known_and_the_call_is_ended(home, monkeypatch):
    monkeypatch.setattr("ringfence.dialling.ari_wire.ANSWERS_IN", 0.3)

    class Slow(Asterisk):
        async def originate(self, request):
            found = await super().originate(request)
            await asyncio.sleep(1)
            return found

    fake = Slow()
    assert runs(home, fake, NUMBERS[:1]).outcomes == {"not-known": 1}
    assert len(fake.made) == 1
    assert not fake.channels


def test_a_message_that_cannot_be_played_ends_the_call(home):
    fake = Asterisk()

    async def loses(fake, _driver):
        fake.files.clear()  # after it was looked at

    assert runs(home, fake, NUMBERS[:1], beside=loses).outcomes == {"not-known": 1}  # nor dialled again
    assert not fake.channels


def test_an_asterisk_that_freezes_is_noticed(home, monkeypatch):
    monkeypatch.setattr(runner, "DRIVER_WAITS", 0.1)
    monkeypatch.setattr("ringfence.dialling.ari_wire.PING", 0.1)

    class Frozen(Asterisk):
        async def events(self, request):
            from aiohttp import web

            socket = web.WebSocketResponse(autoping=False)  # no pong: it reads, and says nothing
            await socket.prepare(request)
            self.refuses["/ari/events"] = 503
            self.sockets.append(socket)
            async for _ in socket:
                pass
            return socket

    fake = Frozen()
    fake.plays_for = 5
    assert "not heard" in runs(home, fake, NUMBERS[:2], at_once=1).stopped


def test_the_stop_button_ends_a_run_within_a_second(home):
    at = []

    async def stops(fake, _driver):
        await until(lambda: len(fake.made) == 2)
        button.press(home, "spring", "A. Example", "2026-11-20T12:00:00")
        at.append(time.monotonic())
        made = len(fake.made)
        await asyncio.sleep(0.5)
        assert len(fake.made) <= made + 1

    tally = runs(home, Asterisk(), NUMBERS, beside=stops, per_second=20, stop=lambda: button.pressed(home, "spring"))
    assert time.monotonic() - at[0] < 1
    assert tally.stopped.startswith("stopped by")
    assert outcomes(home) == ["played"] * tally.dialled


# The command


def command(home, listed, *words):
    words = ["call", "run", "spring", "--list", listed, "--driver", "asterisk", "--home", home, *words]
    return CliRunner().invoke(cli, [*map(str, words)], standalone_mode=False)


def test_the_command_calls_through_asterisk(home, tmp_path, monkeypatch):
    monkeypatch.setattr(run_calls, "now", lambda: world.NOON)
    monkeypatch.setattr("ringfence.dialling.conduct.Manner", partial(Manner, settle=0, linger=0.05))
    listed = tmp_path / "callable.csv"
    listed.write_text(f"e164\n+{NUMBERS[0]}\n+{NUMBERS[1]}\n+447700900500\n")
    assert "--asterisk" in str(command(home, listed).exception)
    fake, loop = Asterisk(), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    place = fake.up()
    asyncio.run_coroutine_threadsafe(place.__aenter__(), loop).result(5)
    try:
        (tmp_path / "recordings").mkdir()
        text = f'{GOOD.replace("http://127.0.0.1:8088/ari", fake.url)}recordings = "{tmp_path / "recordings"}"\n'
        settings = written(tmp_path, text.replace('"r"', f'"{USER}"', 1), password=PASSWORD)
        plan = plan_of(home)
        assert "Copy message.wav" in str(command(home, listed, "--asterisk", settings).exception)
        fake.hold(plan.manner.message, plan.manner.confirmation)
        found = command(home, listed, "--asterisk", settings, "--per-second", "50", "--format", "json")
    finally:
        asyncio.run_coroutine_threadsafe(place.__aexit__(None, None, None), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
    told = json.loads(found.output)
    assert (told["outcomes"], told["not_permitted"]) == ({"played": 2}, {"AUTOMATED_NO_CONSENT": 1})
    assert [each["endpoint"] for each in fake.made] == [f"PJSIP/+{n}@t" for n in NUMBERS[:2]]
    assert {each.suffix for each in (tmp_path / "recordings").iterdir()} == {".wav"}
    assert found.return_value == 0


# Before the first call


def refused(home, fake, **more):
    plan = plan_of(home)

    async def over():
        async with fake.up():
            await opened(fake, plan, **more)

    with pytest.raises(AsteriskUnusable) as caught:
        asyncio.run(over())
    return str(caught.value)


def test_what_asterisk_lacks_is_named(home):
    fake = Asterisk()
    fake.refuses["func_timeout"] = 409
    assert "func_timeout.so" in refused(home, fake)
    fake.refuses = {"endpoints": 404}
    assert "endpoint trunk" in refused(home, fake)
    assert "user and password" in refused(home, Asterisk(), password="another")
    fake.refuses = {"events": 503}
    fake.hold(plan_of(home).manner.message, plan_of(home).manner.confirmation)
    import ringfence.dialling.ari as module

    before, module.OPENS_IN = module.OPENS_IN, 0.3
    try:
        assert "res_ari_events" in refused(home, fake)
    finally:
        module.OPENS_IN = before


def test_nobody_there(home):
    plan = plan_of(home)
    settings = Settings("http://127.0.0.1:9/ari", USER, PASSWORD, "trunk")
    with pytest.raises(AsteriskUnusable, match="does not answer"):
        asyncio.run(open_ari(settings, "spring", (plan.manner.message,), 1.0))


def test_the_recording_that_asterisk_holds_is_the_one_signed(home):
    fake = Asterisk()
    assert "Copy message.wav" in refused(home, fake)
    fake.hold(plan_of(home).manner.message, plan_of(home).manner.confirmation)
    fake.files[name_of(plan_of(home).manner.message)] = world.noise(7, 1)
    assert "not the message.wav that was signed" in refused(home, fake)


def test_a_recording_that_is_swapped_in_mid_run_stops_it(home, monkeypatch):
    monkeypatch.setattr(runner, "DRIVER_WAITS", 0.2)
    monkeypatch.setattr("ringfence.dialling.ari_checks.FRESH", 0.0)
    name = name_of(plan_of(home).manner.message)

    async def swaps(fake, _driver):
        await until(lambda: len(fake.made) == 2)
        fake.files[name] = world.noise(7, 1)

    fake = Asterisk()
    tally = runs(home, fake, NUMBERS, beside=swaps, per_second=5)
    assert "not the message.wav that was signed" in tally.stopped
    assert len(fake.made) == 2


def test_recordings_are_put_into_the_folder_and_looked_at_seldom(home, tmp_path):
    message = plan_of(home).manner.message
    asked = []

    class Ari:
        async def hash_of(self, path):
            asked.append(path)
            return message.sha256

    async def over():
        found = Recordings(Ari(), [message], tmp_path)
        await found.place()
        await found.check()
        found._seen -= FRESH
        await found.check()

    asyncio.run(over())
    assert (tmp_path / f"{name_of(message)}.wav").read_bytes() == message.file
    assert len(asked) == 2


# asterisk.toml

GOOD = 'url = "http://127.0.0.1:8088/ari"\nuser = "r"\npassword = "pw"\ntrunk = "t"\n'


def written(folder, text, mode=0o600, password="secret\n"):
    (folder / "pw").write_text(password)
    (folder / "pw").chmod(mode)
    file = folder / "asterisk.toml"
    file.write_text(text)
    return file


def test_settings(tmp_path):
    found = read_settings(written(tmp_path, GOOD))
    assert (found.url, found.password, found.trunk) == ("http://127.0.0.1:8088/ari", "secret", "t")
    assert "secret" not in repr(found)
    more = GOOD.replace("http://127.0.0.1:8088/ari", "https://pbx.example:8089/") + 'recordings = "/r"\nca = "x.pem"\n'
    found = read_settings(written(tmp_path, more))
    assert found.url == "https://pbx.example:8089/ari"
    assert found.ca == tmp_path / "x.pem"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "missing required field"),
        (GOOD + 'x = "y"\n', "unknown field"),
        (GOOD.replace('"t"', '"t/+44"'), "PJSIP endpoint"),
        (GOOD.replace("127.0.0.1", "192.0.2.1"), "https"),
        (GOOD.replace("http", "ftp"), "not like"),
        (GOOD.replace('"pw"', '"none"'), "cannot be read"),
    ],
)
def test_settings_that_cannot_be_used(tmp_path, text, says):
    with pytest.raises(AsteriskUnusable, match=says):
        read_settings(written(tmp_path, text))


@pytest.mark.parametrize(("mode", "password", "says"), [(0o644, "x", "chmod 600"), (0o600, "a\nb", "one line")])
def test_a_password_that_cannot_be_used(tmp_path, mode, password, says):
    with pytest.raises(AsteriskUnusable, match=says):
        read_settings(written(tmp_path, GOOD, mode, password))

"""The slow way: one call after another, in plain Python, under the law of the call's own day. Shares no SQL."""

import shutil
from datetime import UTC, date, datetime, timedelta

import made as m

from ringfence.calendar import LONDON
from ringfence.calls.verdicts import LEVELS
from ringfence.campaigns import card
from ringfence.campaigns.preflight import stand
from ringfence.numbers import read
from ringfence.rulebook import judge

AUTOMATED = {"recorded": "recorded", "automated": "recorded", "ai voice": "ai_voice"}
ON_FILE = {"vote": (20, 2), "message": (3, 2)}
DRAWN = {"tps": ("tps-2003-12-10", "tps-2016-05-14", "tps-2026-02-04"), "ctps": ("ctps-2016-04-17",)}


def day_of(text):
    return date.fromisoformat(text) if text else None


def instant(text):
    text = text.replace(" UTC", "Z").replace(".123456", "").replace("Z", "+00:00")
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


class Oracle:
    def __init__(self, made):
        self.made = made
        self.cards = {}
        shutil.rmtree(made.folder / "as called", ignore_errors=True)
        self.listed = {}
        for name, rows in made.registers.items():
            for national, on in rows:
                self.listed.setdefault((name, national), []).append(day_of(on))
        self.footings = {}
        times = [(c["campaign"], self.national(c), instant(c["started_at"]).replace(microsecond=0)) for c in made.calls]
        self.first = {}
        self.calls = {}
        for campaign, national, at in times:
            self.first[campaign] = min(self.first.get(campaign, date.max), at.astimezone(LONDON).date())
            self.calls.setdefault((campaign, national), []).append(at)

    @staticmethod
    def national(call):
        e164 = read(call["called_number"]).e164
        return e164[3:] if e164 and e164.startswith("+44") else e164

    def verdict(self, call):
        """Decision and reasons of one call."""
        at = instant(call["started_at"]).astimezone(LONDON)
        day, number, campaign = at.date(), read(call["called_number"]), call["campaign"]
        mode = AUTOMATED.get(call["mode"].lower(), call["mode"])
        facts = {**self.of_campaign(campaign, mode, day), **self.shown(call)}
        facts |= {"number_kind": number.kind, "duplicate": False, "local_hour": at.hour, "call_attempted": True}
        facts |= {"call_connected": self.connected(call)}
        facts |= self.register(campaign, number, call, day)
        if number.e164 and campaign in ON_FILE:
            facts |= {"objected": any((day_of(on) or day) <= day for n, on in self.made.objections
                                      if n == self.national(call))}  # fmt: skip
            facts |= self.consent(call, campaign, mode, day) | self.often(call, campaign, at, day)
        judgement = judge(facts, day, LEVELS)
        return judgement.decision, ";".join(judgement.reasons)

    def of_campaign(self, campaign, mode, day):
        key = (campaign, mode, day)
        if key not in self.footings:
            known = {"mode": mode} if mode else {}
            if campaign in m.CARDS:
                called = self.card(campaign, mode)
                known = {**stand(called, day).facts, **next(iter(called.list_facts()), {})}
            self.footings[key] = known
        return self.footings[key]

    def card(self, campaign, mode):
        """The card as if it had been written for this kind of call."""
        if (campaign, mode) not in self.cards:
            place = self.made.folder / "as called" / f"{campaign} {mode}"
            shutil.copytree(self.made.cards / campaign, place)
            text = (place / "campaign.toml").read_text()
            own = f'mode = "{m.CARDS[campaign][1]}"'
            assert own in text
            (place / "campaign.toml").write_text(text.replace(own, f'mode = "{mode}"') if mode else text)
            self.cards[campaign, mode] = card.load(place)
        return self.cards[campaign, mode]

    def shown(self, call):
        cli, own = call["cli"], call["campaign"] in ON_FILE
        if cli.lower() in ("withheld", "anonymous"):
            return {"cli_withheld": True}
        if not read(cli).e164:
            return {}
        other = own and read(cli).e164 != "+441632960999"
        return {"cli_withheld": False, **({"cli_contactable": None} if other else {})}

    @staticmethod
    def connected(call):
        known = {"ANSWERED": True, "NO ANSWER": False, "busy": False}
        return known.get(call["outcome"], {"0": False, "31": True}.get(call["billsec"]))

    def register(self, campaign, number, call, day):
        files = DRAWN if campaign in ON_FILE else {"tps": ("tps-2026-02-04",)} if campaign == "late" else {}
        told, days, ages = {}, [], []
        for kind, names in files.items():
            drawn = {name: date.fromisoformat(name.split("-", 1)[1]) for name in names}
            before = [name for name in names if drawn[name] <= day]
            name = before[-1] if before else names[0]
            rows = self.listed.get((name, self.national(call)), [])
            since = None if not rows or None in rows else min(rows)
            ages.append((day - drawn[name]).days if before else None)
            if not number.e164:
                told[kind] = None
            elif before:
                told[kind] = bool(rows) and (since is None or since <= day)
            else:
                told[kind] = True if since and since <= day else None
            if told[kind]:
                days.append(since)
        on = {kind for kind, is_on in told.items() if is_on}
        listed = True if on else False if told.get("tps") is False else None
        return {
            "listed": listed,
            "listed_on_register": "both" if len(on) == 2 else next(iter(on), None),
            "listed_days": None if not days or None in days else (day - min(days)).days,
            "register_age_days": None if not ages or None in ages else max(ages),
        }

    def consent(self, call, campaign, mode, day):
        mine = [(row, c) for row, c in enumerate(self.made.consents) if c["number"] == self.national(call)]
        there = [(row, c) for row, c in mine if (day_of(c["given_on"]) or day) <= day and not self.over(c, day)]
        if not there:
            return {"consent_on_file": False}
        automated = (mode or m.CARDS[campaign][1]) != "live"
        best = max(there, key=lambda each: self.rank(*each, mine, automated, day))[1]
        given = day_of(best["given_on"])
        return {
            "consent_on_file": True,
            "consent_names_caller": self.names(best),
            "consent_automated": best["scope"] in ("automated", "both"),
            "consent_live": best["scope"] in ("live", "both"),
            "consent_withdrawn": self.withdrawn(best, mine, day),
            "consent_indirect": {"yes": True, "no": False, "": None}[best["indirect"]],
            "consent_proof": given is not None and best["proof"] == "form 7",
            "consent_age_days": (day - given).days if given else None,
            "consent_bundled": {"yes": True, "no": False, "": None}[best["conditional"]],
            "consent_in_call": {"yes": True, "no": False, "": None}[best["in_call"]],
            "consent_by_other": best["given_by"] != "subscriber" if best["given_by"] else None,
        }

    @staticmethod
    def over(consent, day):
        """Ended by its own terms; a withdrawal that is there stays."""
        until, gone = day_of(consent["valid_until"]), day_of(consent["withdrawn_on"])
        return until is not None and until < day and not (gone and gone <= day)

    @staticmethod
    def names(consent):
        return "Meadow Party" in consent["given_to"] if consent["given_to"] else None

    def rank(self, row, consent, mine, automated, day):
        covers = consent["scope"] in ("both", "automated" if automated else "live")
        stands = not self.withdrawn(consent, mine, day)
        named = {True: 2, False: 1, None: 0}[self.names(consent)]
        return named, covers, stands, day_of(consent["given_on"]) or date.min, row

    def withdrawn(self, consent, mine, day):
        givers = set(filter(None, consent["given_to"].split("; ")))
        for _, other in mine:
            gone = day_of(other["withdrawn_on"])
            if not gone or gone > day:
                continue
            theirs = set(filter(None, other["given_to"].split("; ")))
            after = gone >= (day_of(consent["given_on"]) or date.min)
            if other is consent or (after and (not theirs or theirs & givers)):
                return True
        return False

    def often(self, call, campaign, at, day):
        days, cap = ON_FILE[campaign]
        here = self.calls[(campaign, self.national(call))]
        moment = at.replace(microsecond=0)
        recent = [other for other in here if other < moment
                  and other.astimezone(LONDON).date() > day - timedelta(days=days)]  # fmt: skip
        before = [on for n, on in self.made.history if n == self.national(call)
                  and day - timedelta(days=days) < date.fromisoformat(on) < min(self.first[campaign], day)]  # fmt: skip
        return {"over_frequency_cap": len(recent) + len(before) >= cap}

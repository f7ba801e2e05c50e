"""What is checked while the gate runs: one function a check, the same for a door and for a whole set-up.

The docstring of a check says why it matters; it stands on the sheet.
"""

from dataclasses import replace

from ringfence.gate.conformance import people
from ringfence.gate.conformance.lines import Attempt
from ringfence.gate.conformance.people import Person, e164
from ringfence.gate.conformance.trying import CLOSED, KEPT, Check, Seen, Trial, any_open, leaves, shows, stays, told


async def allowed(trial: Trial) -> Seen:
    """A set-up that lets nothing through passes every other check: this one shows that calls can be made at all."""
    if not trial.open_now:
        return CLOSED
    for number in (people.CONSENTED, "01632 960150", KEPT):
        seen = await leaves(trial, Attempt(called=number))
        if not seen.ok:
            return seen
    return Seen(True, "3 tried, each left once, as the number in the answer")


async def number_judged(trial: Trial) -> Seen:
    """What was asked can be read in more ways than one by the next machine; only the answer was judged."""
    if not trial.open_now:
        return CLOSED
    number, left = any_open(), 0
    wanted = e164(number)
    for written in (number.replace(" ", "-"), f"0044{wanted[3:]}"):
        found = await trial.way.call(Attempt(called=written))
        left += len(found.left)
        if found.left not in ((wanted,), ()):
            return Seen(False, f"asked for {written}, dialled {', '.join(found.left)}: the answer was {wanted}")
    if not left:
        return Seen(None, "in other spellings it did not leave, which is in order but shows nothing")
    return Seen(True, "asked in other spellings, dialled as the number in the answer")


def _refused(person: Person) -> Check:
    async def refused(trial: Trial) -> Seen:
        attempt = Attempt(called=person.number)
        found = await trial.way.call(attempt)
        if found.left:
            return Seen(False, f"{person.number} left as {', '.join(found.left)}")
        if found.reasons is not None and trial.open_now and person.reason not in found.reasons:
            return Seen(False, f"it did not leave, but the reason was {' '.join(found.reasons) or 'none'}")
        known = "" if found.reasons is None else f", {' '.join(found.reasons)}"
        return Seen(True, f"it did not leave{known}")

    word = "Held" if person.decision == "hold" else "Blocked"
    refused.__doc__ = f"Dial {person.number}; the answer is {person.decision} {person.reason}." + (
        " Held is not made: nobody has answered the question yet." if person.decision == "hold" else ""
    )
    return Check(f"{person.decision}-{person.id}", f"{word}: {person.says}", ONLY_ALLOW, refused)


async def withheld(trial: Trial) -> Seen:
    """A marketing call that hides its number breaks regulation 21(A1) of PECR; the gate must hear that it is hidden."""
    if "withheld" not in trial.way.offers:
        return Seen(None, "this way cannot hide its number: look at what your dialler sends", applies=False)
    return await _shown_or_stays(trial, Attempt(called=any_open(), withheld=True))


async def other_line(trial: Trial) -> Seen:
    """The number shown must be one that somebody rang back, and the one that the gate was asked about."""
    return await _shown_or_stays(trial, Attempt(called=any_open(), shown=people.OTHER_LINE))


async def _shown_or_stays(trial: Trial, attempt: Attempt) -> Seen:
    """Whether the call stays, or leaves with the campaign's own number, because the set-up puts that there."""
    found = await trial.way.call(attempt)
    if not found.left:
        return Seen(True, "it did not leave")
    if found.shown and shows(found, people.SHOWN):
        return Seen(True, f"it left showing {people.SHOWN}, which your set-up put there")
    return Seen(False, f"it left showing {(found.shown or ('what it was asked with',))[0] or 'no number'}")


async def odd_numbers(trial: Trial) -> Seen:
    """What is not plainly one number may ring somebody else than was judged."""
    return await stays(trial, *(Attempt(called=each) for each in people.ODD))


async def hiding_prefixes(trial: Trial) -> Seen:
    """141 hides the caller's number, 1470 shows it; read leniently, 141 and a number is a number in Maryland."""
    return await stays(trial, *(Attempt(called=each) for each in people.HIDING))


async def unsigned(trial: Trial) -> Seen:
    """Nobody signed this campaign, so there is no verdict at all: that is no leave to call either."""
    if "campaign" not in trial.way.offers:
        return Seen(None, "here the set-up, not the call, says which campaign it is", applies=False)
    return await stays(trial, Attempt(called=any_open(), campaign="nobody-signed-this"))


async def sent_again(trial: Trial) -> Seen:
    """An answer that was lost is asked for again. Two calls of one attempt are one too many."""
    if "again" not in trial.way.offers:
        return Seen(None, "this way sends nothing twice", applies=False)
    if not trial.open_now:
        return CLOSED
    number = any_open()
    found = await trial.way.again(Attempt(called=number))
    if found.left == (e164(number),) and len(found.permits) <= 1:
        return Seen(True, "sent twice, one call")
    if not found.left:
        return Seen(False, f"{number} did not leave: {told(found)}")
    return Seen(False, f"sent twice: {len(found.left)} calls, {len(found.permits)} permits")


async def name_reused(trial: Trial) -> Seen:
    """The name of an attempt that was allowed must not carry another number."""
    if not {"reference", "again"} & set(trial.way.offers):
        return Seen(None, "this way gives its attempts no names", applies=False)
    if not trial.open_now:
        return CLOSED
    first, second = people.OPEN[0], people.OPEN[1] if "reference" in trial.way.offers else people.LISTED
    attempt = Attempt(called=first)
    if not (await trial.way.call(attempt)).left:
        return Seen(False, f"{first} did not leave in the first place")
    found = await trial.way.call(replace(attempt, called=second))
    if e164(second) in found.left:
        return Seen(False, f"the name of the call to {first} let a call to {second} leave")
    return Seen(True, "the second number did not leave")


async def permit_once(trial: Trial) -> Seen:
    """A permit is good for one call. A set-up that checks permits must hear no the second time."""
    if trial.redeems is None or "permits" not in trial.way.offers:
        return Seen(None, "this way tells no permit, or --http is not named", applies=False)
    if not trial.open_now:
        return CLOSED
    found = await trial.way.call(Attempt(called=any_open()))
    if not found.permits:
        return Seen(False, "an allow came without a permit" if found.left else f"it did not leave: {told(found)}")
    first, second = await trial.redeems(found.permits[0]), await trial.redeems(found.permits[0])
    if (first, second) == (True, False):
        return Seen(True, "granted once, refused the second time")
    return Seen(False, f"granted: first {first}, second {second}")


async def objection(trial: Trial) -> Seen:
    """Who objects is not called again, from the next call on. An answer kept from before would ring them."""
    if trial.objects is None:
        return Seen(None, "needs --http or --sandbox, to record the objection")
    if not trial.open_now:
        return CLOSED
    for number in people.OBJECTS:
        if not (await trial.way.call(Attempt(called=number))).left:
            continue  # objected in an earlier run
        if not await trial.objects(number):
            return Seen(False, "the objection was not acknowledged")
        seen = await stays(trial, Attempt(called=number))
        return Seen(seen.ok, f"{number} left, objected, was called again: {seen.says}")
    return Seen(None, "none of the numbers kept for this left: see allowed-leaves, or make a new sandbox")


async def changed_card(trial: Trial) -> Seen:
    """What was signed is what is dialled: a script changed in mid-campaign stops it until it is signed again."""
    if trial.sandbox is None:
        return Seen(None, "needs --sandbox, on the machine of the gate")
    if not trial.open_now:
        return CLOSED
    script, number = trial.sandbox.script, any_open()
    before = script.read_bytes()
    if not (first := await leaves(trial, Attempt(called=number))).ok:
        return first
    try:
        script.write_bytes(before + b"\nAnd one more thing.\n")
        seen = await stays(trial, Attempt(called=number))
    finally:
        script.write_bytes(before)
    if not seen.ok:
        return Seen(False, f"while the script was changed, {seen.says}")
    after = await leaves(trial, Attempt(called=number))
    return Seen(after.ok, "nothing left while it was changed" + ("" if after.ok else f"; put back, {after.says}"))


ONLY_ALLOW = "Dial only on the word allow; nothing else is leave to call."
AS_ANSWERED = "Dial the number in the answer (RINGFENCE_NUMBER, `number`, Contact), never the one that was asked for."
AS_IT_COMES = "Pass Privacy and From on as they come; send `withheld`."
ASK_WITH_SHOWN = "Ask with the number that is shown."
NO_PREFIX_OFF = "Take no prefix off before the gate has seen it."
NEW_NAMES = "Make a new reference for each attempt."
NO_CACHE = "Keep no answers: switch caches off for /v1."
CHECKS = (
    Check("allowed-leaves", "Allowed calls leave, once each", "See what the gate answered, and why.", allowed),
    Check("number-judged", "What is dialled is the number in the answer", AS_ANSWERED, number_judged),
    *(_refused(each) for each in people.PEOPLE if each.decision != "allow"),
    Check("withheld", "No call leaves with its number hidden", AS_IT_COMES, withheld),
    Check("other-line", "No call shows a number that is not on the inventory", ASK_WITH_SHOWN, other_line),
    Check("odd-numbers", "What is not plainly one number is refused", "Ask with the number as it came.", odd_numbers),
    Check("hiding-prefixes", "141, 1470, *67 and #31# are refused", NO_PREFIX_OFF, hiding_prefixes),
    Check("unsigned", "A campaign that nobody signed is refused", ONLY_ALLOW, unsigned),
    Check("sent-again", "The same attempt sent twice is one call", "Send one reference for one attempt.", sent_again),
    Check("name-reused", "A name of an attempt is good for one number", NEW_NAMES, name_reused),
    Check("permit-once", "A permit is good once", "Let nothing answer in the gate's place.", permit_once),
    Check("objection-next", "An objection stops the next call", NO_CACHE, objection),
    Check("changed-card", "A changed script stops the campaign", ONLY_ALLOW, changed_card),
)  # fmt: skip

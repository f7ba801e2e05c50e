"""What tells research from a push poll: counted, told, and never a verdict."""

from datetime import date

from ringfence.scripts import check
from ringfence.scripts.indicators import questions_raised, told
from ringfence.scripts.report import as_data, as_text

ON = date(2026, 11, 21)
HELLO = "Hello, I'm Sam from Lorimer Research with a short survey.\n\n"
PRESSED = "Given that the council has wasted millions, how angry are you about the tram?"
ASKED = "How satisfied or dissatisfied are you with your local bus service?"


def judged(*questions, facts=None, on=ON):
    return check(HELLO + "\n\n".join(questions) + "\n\nThank you, goodbye.", facts=facts or {}, on=on)


def test_a_short_one_sided_script_raises_every_question():
    found = judged(PRESSED).indicators
    assert (found.questions, found.messages, found.leaning_percent, found.asks_about_person) == (1, 1, 100, False)
    assert len(list(questions_raised(found, ON))) == 4


def test_a_long_balanced_one_with_demographics_raises_none():
    tested = "If a party promised that, would you be more likely to vote for it, less likely, or no difference?"
    found = judged(*[ASKED] * 20, tested, "Which age group are you in?").indicators
    assert found.questions == 22
    assert found.seconds > 121
    assert found.asks_about_person
    assert found.leaning_percent == 0
    assert not list(questions_raised(found, ON))


def test_they_change_no_decision_and_no_class():
    plain, counted = judged(ASKED), judged(ASKED, facts={"scale_beyond_research": True})
    assert plain.decision == counted.decision
    assert "far more calls planned than interviews" in told(counted.indicators)
    assert "not said in a card" in told(plain.indicators)


def test_only_where_a_message_is_put_and_only_in_research():
    assert "push poll" not in as_text("f", judged(ASKED))
    assert "Indicators only" in as_text("f", judged(PRESSED))
    assert as_data("f", judged(ASKED))["indicators"]["questions_raised"] == []
    canvass = check("Hi, I'm Sam from the Harbour Party campaign.\n\n" + PRESSED, facts={}, on=ON)
    assert canvass.indicators is None


def test_before_the_statement_nothing_is_asked():
    assert not list(questions_raised(judged(PRESSED, on=date(2005, 1, 1)).indicators, date(2005, 1, 1)))

"""The public table: no small count is ever shown, and none can be had by taking away."""

from hypothesis import given
from hypothesis import strategies as st

from ringfence.cases.public import HEADER, SEVERAL, cells, rows

from .made import case

KINDS = st.tuples(
    st.sampled_from(["Big Party", "Small Party"]),
    st.sampled_from(["live", "recorded", ""]),
    st.sampled_from(["yes", "no"]),
)


@given(st.lists(KINDS, max_size=40), st.integers(2, 8))
def test_every_count_that_is_shown_reaches_the_limit(kinds, limit):
    cases = [
        case(organisation=organisation, channel=channel, asked_to_stop=asked, received="2026-11-01")
        for organisation, channel, asked in kinds
    ]
    made = rows(cases, limit)
    assert all(each.complaints is None or each.complaints >= limit for each in made)
    hidden = [each for each in made if each.complaints is None]
    assert all(each.cells[0] == SEVERAL for each in hidden), "what is hidden tells only the organisation"
    assert len({each.cells[1] for each in hidden}) == len(hidden)
    shown = sum(each.complaints or 0 for each in made)
    kept_back = len(kinds) - shown
    assert len(hidden) <= kept_back <= (limit - 1) * len(hidden), "each complaint is counted once"
    assert all(len(cells(each, limit)) == len(HEADER) for each in made)


def test_nothing_of_a_person_is_in_a_row():
    (row,) = rows([case(name="Test Person", contact="t@example.org", words="hm", received="2026-11-01")] * 5)
    assert row.cells == ("2026-11", "not named", "not said", "fixed", "not said", "none yet")
    assert row.complaints == 5

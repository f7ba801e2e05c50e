"""Lines of keys in any TOML that the reader accepts."""

import tomllib

import pytest

from ringfence.campaigns.lines import Lines

TEXT = """\
# a comment with [brackets] and = signs
top = 1
[a]
x = "a string with # and [ and ] inside"   # [c]
y = [ # open
  "one]",
  'two"',
]
"quoted key" = 1
long = \"\"\"
[not.a.table]
key = "no"
\\\"\"\" still
\"\"\"\"
after = 2
raw = '''
x = [
'''
[ a . b ]
z = {p = 1, q = [1, 2]}
  indented = true
[[many]]
k = 1

[[many]]
k = 2
[many.inner]
m = 1
[last]
d.e = 1
"""
PLACES = [
    (("top",), 2),
    (("a",), 3),
    (("a", "x"), 4),
    (("a", "y"), 5),
    (("a", "quoted key"), 9),
    (("a", "long"), 10),
    (("a", "after"), 15),
    (("a", "raw"), 16),
    (("a", "b"), 19),
    (("a", "b", "z"), 20),
    (("a", "b", "z", "p"), 20),  # inside an inline table: the key that holds it
    (("a", "b", "indented"), 21),
    (("many", 0), 22),
    (("many", 0, "k"), 23),
    (("many", 1, "k"), 26),
    (("many",), 22),
    (("last", "d", "e"), 30),
    (("last", "d"), 30),
    (("nowhere",), 1),
    ((), 1),
]


def test_the_text_is_toml():
    assert tomllib.loads(TEXT)


@pytest.mark.parametrize(("keys", "line"), PLACES, ids=str)
def test_places(keys, line):
    assert Lines(TEXT).of(*keys) == line


def test_no_newline_at_the_end():
    assert Lines("[a]\nb = 1").of("a", "b") == 2

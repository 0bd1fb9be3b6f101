"""Which neighbouring pieces may count as one word: "co-operation", "co operation" and "cooperation" mean the same."""

from __future__ import annotations

from monitor_plugins.text.words import words
from monitor_plugins.topics.fold import APOSTROPHES, HAS_SPACELESS, HYPHENS, INVISIBLE, SPACES

_TIES = frozenset(HYPHENS + APOSTROPHES + INVISIBLE)
_GROUPING = frozenset(",.'\u2019 \u00a0\u2009\u202f")
MAX_JOINED = 4
# What holds more pieces than this is no compound word but a list, or an attack.
MOST_PIECES = 24

# Words that stand by themselves: "the rapist" is no "therapist", "a new port" no "Newport".
FUNCTION_WORDS = words("""
a about above after again all also am an and any are as at back be been before being below but by can could day de del der des di did do
does down du each el en et even ever every few for from get go got had has have he her here him his how i if im in into is it its just
la las le les los man many may me men more most much must my near never new no non nor not now of off on once one only or other our out
over own per put said same say see set she should so some still such than that the their them then there these they this those three
through to too two un una und under until up upon us use very via was we well were what when where which while who whom whose why will
with within without won would yes yet you your
""")
# Short words of everyday English: in a headline in capitals they look like the abbreviation of something.
EVERYDAY = words("""
ace act add age ago aid aim air all am an and any are arm art as ask at bad bag ban bar bat bay be bed beg bet big bit box boy bus but
buy by can cap car cat cop cow cry cup cut day did die dig do dog dry due ear eat egg ego end era eye fan far fat fed fee few fig fit
fix fly for fox fun gap gas get go god got gun gut guy had has hat he her hey him hip his hit hot how ice if ill in ink is it its jam
jet job joy key kid kit lab law lay led leg let lid lie lip lot low mad man map may me men mix mob mom mud my net new no nor not now nut
odd of off oil old on one or our out own pan pay pen per pet pie pin pit pop pot put ran rat raw red rid row rub run sad saw say sea see
set sex she shy sir sit six ski sky so son sun tap tax tea ten the tie tin tip to toe ton too top toy try two up us use van via vow war
was way we web wet who why win wit won yes yet you zoo
""")


def joinable(left: str, gap: str, right: str) -> bool:
    """Say whether two folded pieces with this writing between them may be read as one word."""
    if not left or not right:
        return False
    ends = left[-1] + right[0]
    if not ends.isascii() and HAS_SPACELESS.search(ends):
        return False
    if left[-1].isdigit() and right[0].isdigit():
        return gap in _GROUPING and _groups_thousands(left, right)
    if gap in _TIES:
        return True
    if gap == ".":
        return len(left) == len(right) == 1
    return bool(gap) and not gap.strip(SPACES) and joinable_apart(left, right)


def _groups_thousands(left: str, right: str) -> bool:
    return left.isdigit() and right.isdigit() and len(left) <= 3 and len(right) == 3


def joinable_apart(left: str, right: str) -> bool:
    """Say whether two words with a space between them may be one: neither stands by itself, neither is one letter."""
    if left[-1:].isdigit() and right[:1].isdigit():
        return _groups_thousands(left, right)
    return len(left) > 1 and len(right) > 1 and left not in FUNCTION_WORDS and right not in FUNCTION_WORDS


def joined_runs(words: list[str], gaps: list[str]) -> list[tuple[int, int, str]]:
    """Give (first, count, joined word) of every run of up to four pieces that may be read as one word; `gaps[i]` follows `words[i]`."""
    found: list[tuple[int, int, str]] = []
    if len(words) > MOST_PIECES:
        return found
    for first in range(len(words) - 1):
        word = words[first]
        for last in range(first + 1, min(first + MAX_JOINED, len(words))):
            if not joinable(words[last - 1], gaps[last - 1], words[last]):
                break
            word += words[last]
            found.append((first, last - first + 1, word))
    return found

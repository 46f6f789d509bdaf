"""What the figures of a question mean, in words a trainer can act on.

Rules, and where they come from:

- fewer than 20 answers: no verdict. With 20, a correlation of 0,2 may by chance be
  anything from −0,27 to 0,59 (Fisher's interval), so figures of fewer mislead.
- facility 95 % and more is "extremely easy", 20 % and less "difficult": Moodle's
  scale (MoodleDocs, "Quiz report statistics"). After good training an easy question
  is no fault; it only no longer tells who knows.
- corrected item-total correlation below 0,2 should be looked at, below 0 examined for
  a wrong key: Kelava & Moosbrugger, in Testtheorie und Fragebogenkonstruktion, 3rd
  ed. (2020), ch. 7. Below 0 is called a fault only when its interval ends below 0,2.
- a wrong option works when at least 5 % choose it and it draws the weak more than
  the able: Tarrant, Ware & Mohammed, BMC Medical Education 9:40 (2009). Our own
  caution: only with 10 wrong answers or more; "hardly anybody" only where wrong
  answers, shared out evenly, would give every option its 5 %; and "draws the able"
  only beyond chance (one-sided, 5 %).
- 10 % or more left unanswered: our own rule.

Rules go by the figures as they are shown, rounded: two questions that read 95 % are
judged alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.analysis.moments import Moments
from quizzes.analysis.options import OptionCount

ENOUGH = 20
TOO_EASY, TOO_HARD = 95, 20  # per cent
TELLS = 0.20
RARE = 0.05
WRONG_ENOUGH = 10
BLANK = 0.10

TONES = ["bad", "look", "none", "good", "minor"]


@dataclass(frozen=True)
class Finding:
    """`tone`: "bad" mend it, "look" look at it, "none" unknown, "good", "minor"."""

    tone: str
    text: str


def findings(
    moments: Moments, options: Sequence[OptionCount], *, one_right: bool
) -> list[Finding]:
    """What there is to say, the gravest first. Never empty."""
    if not moments.count:
        return [Finding("none", _("Nobody has been asked this yet"))]
    if moments.count < ENOUGH:
        return [Finding("none", _("Too few answers to judge"))]
    found = [*_of_the_marks(moments), *_of_options(moments, options, one_right)]
    if moments.blank >= BLANK * moments.count:
        found.append(Finding("look", _("Many left it unanswered")))
    if all(finding.tone == "minor" for finding in found):
        found.append(Finding("good", _("Works well")))
    return sorted(found, key=lambda finding: TONES.index(finding.tone))


def _of_the_marks(moments: Moments) -> list[Finding]:
    percent, likely = moments.percent or 0, moments.discrimination_range
    found = moments.discrimination
    tells = None if found is None else round(found, 2)
    if tells is not None and tells < 0 and likely and likely[1] < TELLS:
        text = _("Those who know more do worse: check the right answer and the wording")
        return [Finding("bad", text)]
    if percent >= TOO_EASY:
        return [Finding("look", _("Too easy: nearly everybody is right"))]
    if percent <= TOO_HARD:
        return [Finding("look", _("Too hard: hardly anybody is right"))]
    if tells is not None and tells < TELLS:
        return [Finding("look", _("Does not tell who knows from who does not"))]
    return []


def _of_options(
    moments: Moments, options: Sequence[OptionCount], one_right: bool
) -> list[Finding]:
    wrong = [option for option in options if not option.is_right]
    found = [*_rivals(options, one_right), *_drawing_the_best(wrong)]
    return [*found, *_idle(moments, wrong)]


def _rivals(options: Sequence[OptionCount], one_right: bool) -> list[Finding]:
    """A wrong option that the best third prefers to the right one."""
    if not one_right:
        return []
    right = max((o.upper.count for o in options if o.is_right and o.upper), default=0)
    rivals = [o for o in options if not o.is_right and o.upper]
    better = [o for o in rivals if o.upper and o.upper.count > right]
    text = _("The best prefer option %(letters)s to the right answer: check it")
    return [Finding("bad", text % {"letters": _letters(better)})] if better else []


def _drawing_the_best(wrong: Sequence[OptionCount]) -> list[Finding]:
    drawing = [option for option in wrong if option.draws_the_best]
    text = ngettext(
        "Option %(letters)s draws the best more than the weakest: is it wrong beyond doubt?",
        "Options %(letters)s draw the best more than the weakest: are they wrong beyond doubt?",
        len(drawing),
    )
    return [Finding("look", text % {"letters": _letters(drawing)})] if drawing else []


def _idle(moments: Moments, wrong: Sequence[OptionCount]) -> list[Finding]:
    missed = moments.count - moments.x
    if (moments.percent or 0) >= TOO_EASY or missed < WRONG_ENOUGH:
        return []
    never = [option for option in wrong if not option.everyone.count]
    rare = [option for option in wrong if 0 < option.everyone.share < RARE]
    if missed < RARE * moments.count * len(wrong):
        rare = []
    found = []
    if never:
        text = ngettext(
            "Nobody chooses option %(letters)s",
            "Nobody chooses options %(letters)s",
            len(never),
        )
        found.append(Finding("minor", text % {"letters": _letters(never)}))
    if rare:
        text = ngettext(
            "Hardly anybody chooses option %(letters)s",
            "Hardly anybody chooses options %(letters)s",
            len(rare),
        )
        found.append(Finding("minor", text % {"letters": _letters(rare)}))
    return found


def _letters(options: Iterable[OptionCount]) -> str:
    return ", ".join(option.letter for option in options)

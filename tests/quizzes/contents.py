"""Usable contents of every kind, as hypothesis draws them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from quizzes.kinds import KINDS
from quizzes.kinds.parts import tidy
from tests.factories import options

Content = dict[str, Any]
LETTERS = "abcdefgh"
# No two are the same without their marks: for some questions they count as one.
WORDS = [
    "thông",
    "tin",
    "báo",
    "chí",
    "cơ",
    "quan",
    "kiểm",
    "chứng",
    "họp",
    "công",
    "bố",
    "phát",
    "ngôn",
    "sự",
    "việc",
]

words = st.sampled_from(WORDS)
phrases = st.lists(words, min_size=1, max_size=3).map(" ".join)
percents = st.integers(0, 100).map(str)


def distinct(least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(phrases, min_size=least, max_size=most, unique=True)


@st.composite
def choices(draw: Any, *, several: bool, partial: bool = False) -> Content:
    count = draw(st.integers(2, len(LETTERS)))
    most = count if several else 1
    right = draw(st.sets(st.sampled_from(LETTERS[:count]), min_size=1, max_size=most))
    texts = draw(
        st.lists(
            st.text(min_size=1).filter(tidy),
            min_size=count,
            max_size=count,
            unique_by=tidy,
        )
    )
    content = options(*texts, right="".join(right))
    return {**content, "partial": partial, "keep_last": draw(st.booleans())}


@st.composite
def weighted(draw: Any) -> Content:
    """Several answers, each with a weight of its own."""
    content = draw(choices(several=True, partial=True))
    right = [option for option in content["options"] if option["correct"]]
    cuts = sorted(
        draw(
            st.sets(
                st.integers(1, 99), min_size=len(right) - 1, max_size=len(right) - 1
            )
        )
    )
    shares = [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
    for option in content["options"]:
        weight = shares.pop() if option["correct"] else draw(st.integers(-100, 0))
        option["fraction"] = str(weight)
    return content


@st.composite
def shorts(draw: Any) -> Content:
    texts = draw(distinct(1, 4))
    accepted = [{"text": text, "fraction": draw(percents)} for text in texts]
    accepted[0]["fraction"] = "100"
    return {"accepted": accepted, "fold_marks": draw(st.booleans())}


@st.composite
def numerics(draw: Any) -> Content:
    decimals = st.decimals(-(10**6), 10**6, places=3, allow_nan=False).map(
        lambda number: format(number, "f")
    )
    tolerances = st.decimals(0, 100, places=2).map(str)
    answers = [
        {"value": draw(decimals), "tolerance": draw(tolerances), "fraction": fraction}
        for fraction in ["100", *draw(st.lists(percents, max_size=2))]
    ]
    return {"answers": answers, "unit": draw(st.sampled_from(["", "kg", "m²", "%"]))}


@st.composite
def matchings(draw: Any) -> Content:
    lefts = draw(distinct(2, 6))
    rights = [draw(phrases) for _each in lefts]
    distractors = draw(distinct(1, 3).filter(lambda texts: set(texts) - set(rights)))
    pairs = [
        {"left": left, "right": right}
        for left, right in zip(lefts, rights, strict=True)
    ]
    return {"pairs": pairs, "distractors": distractors}


orderings = distinct(2, 7).map(lambda texts: {"items": [{"text": t} for t in texts]})


@st.composite
def gaps(draw: Any) -> Content:
    count = draw(st.integers(1, 5))
    found = []
    for _each in range(count):
        texts = draw(distinct(2, 4))
        right = draw(st.integers(1, len(texts) - 1))
        chosen = draw(st.booleans())
        found.append({"accepted": texts[:right], "options": texts if chosen else []})
    text = " … ".join(f"{draw(phrases)} [[{n}]]" for n in range(1, count + 1))
    return {"text": text, "gaps": found, "fold_marks": draw(st.booleans())}


@st.composite
def hot_words(draw: Any) -> Content:
    chosen = draw(st.lists(words, min_size=2, max_size=12))
    right = draw(
        st.sets(st.integers(0, len(chosen) - 1), min_size=1, max_size=len(chosen) - 1)
    )
    text, found = "", []
    for n, word in enumerate(chosen):
        found.append(
            {"start": len(text), "end": len(text) + len(word), "correct": n in right}
        )
        text += f"{word} "
    return {"text": text, "words": found}


@st.composite
def essays(draw: Any) -> Content:
    return {
        "min_words": draw(st.sampled_from([None, 0, 50])),
        "max_words": draw(st.sampled_from([None, 0, 100])),
        "guide": draw(phrases),
        "rubric": [],
        "file": draw(st.sampled_from(["no", "allowed", "required"])),
    }


CONTENTS = {
    "single": choices(several=False),
    "multiple": st.one_of(
        choices(several=True), choices(several=True, partial=True), weighted()
    ),
    "true_false": st.sampled_from([options("Đúng", "Sai", right=r) for r in "ab"]),
    "short": shorts(),
    "numeric": numerics(),
    "matching": matchings(),
    "ordering": orderings,
    "gaps": gaps(),
    "hot_words": hot_words(),
    "essay": essays(),
}
MARKED = [name for name in KINDS if not KINDS[name].needs_marker]


@st.composite
def questions(draw: Any, names: Any = tuple(KINDS)) -> tuple[str, Content]:
    """A kind by its name, and tidied content for it."""
    name = draw(st.sampled_from(names))
    return name, KINDS[name].tidied(draw(CONTENTS[name]))


@st.composite
def values_for(draw: Any, name: str, content: Content) -> list[str]:
    """What a page of this question might post."""
    if name in ("short", "numeric", "essay"):
        right = KINDS[name].right_answer(content)
        return [draw(st.one_of(st.sampled_from([*right, ""]), st.text(max_size=40)))]
    if name == "gaps":
        return [
            draw(st.sampled_from(["", *(gap["options"] or [*gap["accepted"], "khác"])]))
            for gap in content["gaps"]
        ]
    if name == "matching":
        rights = [each[1:] for each in order_of(name, content) if each.startswith(":")]
        return _one_each(draw, [pair["id"] for pair in content["pairs"]], rights)
    if name == "ordering":
        places = [str(n + 1) for n in range(len(content["items"]))]
        return _one_each(draw, [item["id"] for item in content["items"]], places)
    ids = [each["id"] for each in content.get("options") or content["words"]]
    if name != "multiple" and name != "hot_words":
        return draw(st.lists(st.sampled_from(ids), max_size=1))
    return draw(st.lists(st.sampled_from(ids), unique=True))


def _one_each(draw: Any, ids: list[str], others: list[str]) -> list[str]:
    chosen = [draw(st.sampled_from(["", *others])) for _each in ids]
    return [
        f"{pk}:{each}" if each else "" for pk, each in zip(ids, chosen, strict=True)
    ]


def order_of(name: str, content: Content) -> list[str]:
    return KINDS[name].option_order(content, shuffle=True)

"""Questions of every kind, in texts that try to break out of every format."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from quizzes.formats import passages, shapes
from quizzes.formats.decimals import HUNDRED
from quizzes.formats.plain import clean, one_line
from quizzes.formats.shapes import Number, Weighted

SPICE = [
    *"~=#{}:\\|*%[]<>&'\";,/→_@+-$\n\t ",
    *("->", "::", "####", "//", "[[1]]", "[html]", "%50%", "<b>", "&amp;", "]]>"),
    *(
        "{1:SA:",
        "ANSWER: A",
        "A. ",
        "=1+1",
        "$CATEGORY:",
        "\\n",
        "\\*",
        "Đúng",
        "\u0301",
    ),
    *("tin giả", "Cao Bằng", "kiểm chứng", "đ", "Ệ", "０", "😀", "\u202e", "\u00a0"),
]
pieces = st.sampled_from(SPICE) | st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff\ufeff\u2028\u2029"
)
texts = st.lists(pieces, min_size=1, max_size=12).map("".join).map(clean).filter(bool)
no_text, no_limits, either = st.just(""), st.just((0, 0)), st.booleans()
maybe = no_text | texts
names = texts.map(one_line).filter(bool)
percents = st.decimals(-100, 100, places=2, allow_nan=False)
shares = st.decimals(0, 100, places=3)
numbers = st.decimals(-(10**9), 10**9, places=4, allow_nan=False)
tolerances = st.decimals(0, 10**4, places=3)


def many(element, least: int, most: int):
    return st.lists(element, min_size=least, max_size=most, unique=True)


@st.composite
def singles(draw):
    right, *wrong = draw(many(texts, 2, 6))
    answers = [Weighted(right, HUNDRED, draw(maybe))]
    for text in wrong:
        fraction = draw(st.just(Decimal(0)) | percents.filter(lambda p: p < HUNDRED))
        answers.append(Weighted(text, fraction, draw(maybe)))
    return "single", draw(texts), shapes.single(draw(st.permutations(answers)))


@st.composite
def multiples(draw):
    right = draw(many(texts, 1, 3))
    wrong = draw(many(texts.filter(lambda text: text not in right), 1, 3))
    partial = draw(st.booleans())
    share = (HUNDRED / len(right)).quantize(Decimal("0.00001")) if partial else HUNDRED
    answers = [Weighted(text, share, draw(maybe)) for text in right]
    for text in wrong:
        penalty = draw(percents.filter(lambda p: p <= 0)) if partial else Decimal(0)
        answers.append(Weighted(text, penalty, draw(maybe)))
    return "multiple", draw(texts), shapes.multiple(draw(st.permutations(answers)))


@st.composite
def true_falses(draw):
    content = shapes.true_false(
        truth=draw(st.booleans()), if_true=draw(maybe), if_false=draw(maybe)
    )
    return "true_false", draw(texts), content


@st.composite
def shorts(draw, fold_marks=either):
    first, *others = draw(many(texts, 1, 4))
    answers = [Weighted(first, HUNDRED, draw(maybe))]
    answers += [Weighted(text, draw(shares), draw(maybe)) for text in others]
    return "short", draw(texts), shapes.short(answers, fold_marks=draw(fold_marks))


@st.composite
def numerics(draw, units=no_text):
    answers = [Number(draw(numbers), draw(tolerances), HUNDRED, draw(maybe))]
    for _ in range(draw(st.integers(0, 2))):
        answers.append(
            Number(draw(numbers), draw(tolerances), draw(shares), draw(maybe))
        )
    return "numeric", draw(texts), shapes.numeric(answers, unit=draw(units))


@st.composite
def matchings(draw):
    lefts = draw(many(texts, 2, 4))
    pairs = [(left, draw(texts)) for left in lefts]
    return "matching", draw(texts), shapes.matching(pairs, draw(many(texts, 0, 2)))


@st.composite
def orderings(draw):
    return "ordering", draw(texts), shapes.ordering(draw(many(texts, 2, 5)))


@st.composite
def gap_texts(draw, most=3):
    """A question of gaps; its text is what stands before the first gap's paragraph."""
    plain = texts.filter(lambda text: "[[" not in text)
    gaps = []
    for _ in range(draw(st.integers(1, most))):
        options = draw(many(texts, 2, 4))
        if draw(st.booleans()):
            gaps.append(passages.Gap(options[:1], options))
        else:
            gaps.append(passages.Gap(options))
    parts = [draw(plain)]
    for number in range(1, len(gaps) + 1):
        parts += [f" {passages.marker(number)} ", draw(plain)]
    text, content = passages.gapped(
        "".join(parts), gaps, fold_marks=draw(st.booleans())
    )
    return "gaps", text, content


@st.composite
def hot_words(draw):
    words = draw(
        st.lists(st.from_regex(r"\A[a-zđ0-9ếộ]{1,6}\Z"), min_size=3, max_size=8)
    )
    words = [clean(word) for word in words]
    marks = draw(
        st.lists(st.sampled_from("[{ "), min_size=len(words), max_size=len(words))
    )
    marks[0], marks[1] = "[", draw(st.sampled_from("{ "))
    partners = {"[": "]", "{": "}", " ": ""}
    marked = " ".join(
        f"{mark.strip()}{word}{partners[mark]}"
        for mark, word in zip(marks, words, strict=True)
    )
    ending = draw(st.sampled_from([".", "\\[", "—"]))
    content = passages.hot_words(f"{marked} {ending}")
    return "hot_words", draw(texts), content


@st.composite
def essays(draw, limits=no_limits, guides=no_text):
    least, most = draw(limits)
    content = shapes.essay(min_words=least, max_words=most, guide=draw(guides))
    return "essay", draw(texts), content


limited = st.tuples(st.integers(0, 500), st.integers(0, 500)).filter(
    lambda pair: not pair[1] or pair[0] <= pair[1]
)
full_essays = essays(limited, maybe)
measured = numerics(st.sampled_from(["", "km", "%", "đồng/người", "m²"]))


@st.composite
def questions(draw, kinds, *, bare=False):
    kind, text, content = draw(kinds)
    if bare:
        return shapes.question(kind=kind, text=text, content=content)
    return shapes.question(
        kind=kind,
        text=text,
        content=content,
        explanation=draw(maybe),
        category=draw(st.lists(names, max_size=3)),
        tags=draw(many(names, 0, 3)),
        name=draw(st.just("") | names),
        code=draw(st.just("") | names),
        difficulty=draw(st.sampled_from([None, 1, 2, 3])),
        reference=draw(st.just("") | names),
    )

from __future__ import annotations

from typing import Any

from django.db import migrations

from vietnamese.text import fold

BATCH = 500
UNSAID = {"id", "feedback", "guide", "fraction", "value", "tolerance", "file"}


def words_of(content: Any):
    """As it was when this was written; the app's own may change."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, list):
        for each in content:
            yield from words_of(each)
    elif isinstance(content, dict):
        for name, each in content.items():
            if name not in UNSAID:
                yield from words_of(each)


def find_by_options(apps, schema_editor):
    Tagged = apps.get_model("taggit", "TaggedItem")
    ContentType = apps.get_model("contenttypes", "ContentType")
    kinds = ContentType.objects.filter(app_label="quizzes", model="question")
    tags: dict[int, list[str]] = {}
    tagged = Tagged.objects.filter(content_type__in=kinds.values("pk"))
    for question, name in tagged.values_list("object_id", "tag__name"):
        tags.setdefault(question, []).append(name)

    def words(question):
        version = question.current
        own = tags.get(question.pk, [])
        return [version.text, *words_of(version.content), *own]

    _refold(apps, words)


def find_by_text(apps, schema_editor):
    _refold(apps, lambda question: [question.current.text])


def _refold(apps, words):
    Question = apps.get_model("quizzes", "Question")
    changed = []
    written = Question.objects.exclude(current=None).select_related("current")
    for question in written.iterator(chunk_size=BATCH):
        question.folded = fold(" ".join(words(question)))
        changed.append(question)
    Question.objects.bulk_update(changed, ["folded"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("quizzes", "0004_question_codes_and_imports"),
        (
            "taggit",
            "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx",
        ),
    ]

    operations = [migrations.RunPython(find_by_options, find_by_text)]

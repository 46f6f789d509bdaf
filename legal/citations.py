"""Which pages rest on which legal text. Wagtail's reference index knows."""

from __future__ import annotations

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import IntegerField, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex

from legal.models import LegalReference


def _citations() -> QuerySet[ReferenceIndex]:
    types = ContentType.objects.get_for_models(Page, LegalReference)
    citations: QuerySet[ReferenceIndex] = ReferenceIndex.objects.filter(
        base_content_type=types[Page], to_content_type=types[LegalReference]
    )
    return citations


def _as_keys(numbers: QuerySet[LegalReference]) -> list[str]:
    """The index keeps ids as text; there are few ended texts."""
    return [str(pk) for pk in numbers.values_list("pk", flat=True)]


def pages_citing_ended_law(on: date) -> QuerySet[Page]:
    """Pages that cite a text which no longer applies on the day."""
    ended = _as_keys(LegalReference.objects.ended(on))
    citing = _citations().filter(to_object_id__in=ended)
    ids = citing.annotate(page=Cast("object_id", IntegerField())).values("page")
    pages: QuerySet[Page] = Page.objects.filter(pk__in=ids).order_by("path")
    return pages


def ended_law_cited_by(page: Page, on: date) -> QuerySet[LegalReference]:
    """The texts this page cites that no longer apply on the day."""
    cited = _citations().filter(object_id=str(page.pk))
    ids = cited.annotate(law=Cast("to_object_id", IntegerField())).values("law")
    ended = LegalReference.objects.ended(on).select_related("replaced_by")
    return ended.filter(pk__in=ids)

"""What an author can put into a lesson. Templates: templates/courses/blocks/."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from handbooks.blocks import BASES

TEXT = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
SHORT = ["bold", "italic", "ol", "ul", "link"]


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[
            ("rule", _("Rule")),
            ("warning", _("Easy to get wrong")),
            ("example", _("Example")),
        ],
        default="rule",
    )
    title = blocks.CharBlock(label=_("Title"), required=False)
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT)
    basis = blocks.ChoiceBlock(label=_("Rests on"), choices=BASES, required=False)
    legal = SnippetChooserBlock(
        "legal.LegalReference", label=_("Legal reference"), required=False
    )

    class Meta:
        icon = "warning"
        label = _("Callout")
        template = "courses/blocks/callout.html"


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("Text alternative"),
        help_text=_("What someone who cannot see it needs."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Image")
        template = "courses/blocks/image.html"


class VideoBlock(blocks.StructBlock):
    video = VideoChooserBlock(label=_("Video"))
    captions = DocumentChooserBlock(
        label=_("Captions (.vtt)"), help_text=_("A WebVTT file."), required=False
    )
    transcript = blocks.RichTextBlock(label=_("Transcript"), features=SHORT)

    class Meta:
        icon = "media"
        label = _("Video")
        template = "courses/blocks/video.html"


class AudioBlock(blocks.StructBlock):
    audio = AudioChooserBlock(label=_("Audio"))
    transcript = blocks.RichTextBlock(label=_("Transcript"), features=SHORT)

    class Meta:
        icon = "media"
        label = _("Audio")
        template = "courses/blocks/audio.html"


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    note = blocks.CharBlock(label=_("Note"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "courses/blocks/document.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quote"))
    source = blocks.CharBlock(label=_("Source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "courses/blocks/quote.html"


class StepItemBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Step"))
    text = blocks.TextBlock(label=_("How"), required=False)


class StepsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False)
    items = blocks.ListBlock(StepItemBlock(), label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Numbered steps")
        template = "courses/blocks/steps.html"


class PairBlock(blocks.StructBlock):
    """The same thing written badly and well, side by side."""

    context = blocks.TextBlock(label=_("Situation"), required=False)
    bad = blocks.TextBlock(label=_("To avoid"))
    bad_why = blocks.TextBlock(label=_("Why to avoid it"), required=False)
    good = blocks.TextBlock(label=_("Better"))
    good_why = blocks.TextBlock(label=_("Why it is better"), required=False)

    class Meta:
        icon = "duplicate"
        label = _("Good and bad example")
        template = "courses/blocks/pair.html"


class CheckOptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Answer"))
    correct = blocks.BooleanBlock(label=_("Right"), required=False)
    why = blocks.TextBlock(label=_("Why"))


class CheckBlock(blocks.StructBlock):
    """A question to oneself; the answer opens on choosing. Never counted."""

    question = blocks.TextBlock(label=_("Question"))
    options = blocks.ListBlock(CheckOptionBlock(), label=_("Answers"), min_num=2)

    class Meta:
        icon = "help"
        label = _("Check yourself")
        template = "courses/blocks/check.html"


class ProcedureBlock(blocks.StructBlock):
    page = blocks.PageChooserBlock(
        label=_("Procedure"), page_type="handbooks.ProcedurePage"
    )
    note = blocks.CharBlock(label=_("Note"), required=False)

    class Meta:
        icon = "clipboard-list"
        label = _("Handbook procedure")
        template = "courses/blocks/procedure.html"


class LegalBlock(blocks.StructBlock):
    reference = SnippetChooserBlock("legal.LegalReference", label=_("Legal reference"))
    note = blocks.CharBlock(label=_("Note"), required=False)

    class Meta:
        icon = "folder-open-inverse"
        label = _("Legal reference")
        template = "courses/blocks/legal.html"


class CaptionedTableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("Caption"))
    table = TableBlock(label=_("Table"))

    class Meta:
        icon = "table"
        label = _("Table")
        template = "courses/blocks/table.html"

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """On a phone each row becomes a card, so every cell carries its heading."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        table = value["table"] or {}
        rows = [[cell or "" for cell in row] for row in table.get("data", [])]
        head = rows.pop(0) if rows and table.get("first_row_is_table_header") else []
        context["head"] = head
        context["rows"] = [list(zip_longest(head, row, fillvalue="")) for row in rows]
        return context


class LessonBody(blocks.StreamBlock):
    text = blocks.RichTextBlock(
        label=_("Text"),
        features=TEXT,
        icon="pilcrow",
        template="courses/blocks/text.html",
    )
    callout = CalloutBlock()
    image = ImageBlock()
    video = VideoBlock()
    audio = AudioBlock()
    document = DocumentBlock()
    quote = QuoteBlock()
    steps = StepsBlock()
    table = CaptionedTableBlock()
    pair = PairBlock()
    check = CheckBlock()
    procedure = ProcedureBlock()
    legal = LegalBlock()


class Objectives(blocks.StreamBlock):
    objective = blocks.CharBlock(label=_("Objective"))

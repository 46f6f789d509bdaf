from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from handbooks.values import ContactValue, StepValue

BASES = [
    ("law", _("Law")),
    ("province", _("Provincial rule")),
    ("practice", _("Common practice")),
    ("internal", _("Internal target")),
]
PHASES = [
    ("before", _("Before")),
    ("initial", _("First response")),
    ("maintenance", _("While it lasts")),
    ("resolution", _("Closing")),
    ("after", _("Afterwards")),
]
TEXT = ["bold", "italic", "ol", "ul", "link"]


class CheckItemBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Item"))
    critical = blocks.BooleanBlock(label=_("Must not be missed"), required=False)


class StepBlock(blocks.StructBlock):
    """One step: a verb, a role, a time and what the time rests on."""

    phase = blocks.ChoiceBlock(label=_("Phase"), choices=PHASES, default="initial")
    title = blocks.CharBlock(label=_("What to do"), help_text=_("Begin with a verb."))
    detail = blocks.RichTextBlock(label=_("How"), features=TEXT, required=False)
    role = blocks.PageChooserBlock(
        label=_("Who"), page_type="handbooks.RoleCardPage", required=False
    )
    minutes = blocks.IntegerBlock(
        label=_("Within (minutes)"), min_value=0, required=False
    )
    counted_from = blocks.ChoiceBlock(
        label=_("Counted from"),
        choices=[
            ("detection", _("detection")),
            ("confirmation", _("confirmation")),
            ("activation", _("activation")),
            ("previous_step", _("the step before")),
        ],
        default="detection",
    )
    when = blocks.CharBlock(
        label=_("Time in words"),
        help_text=_(
            "Where minutes do not fit: every 90 days; as soon as there is danger."
        ),
        max_length=60,
        required=False,
    )
    basis = blocks.ChoiceBlock(
        label=_("The time rests on"), choices=BASES, default="internal"
    )
    legal = SnippetChooserBlock(
        "legal.LegalReference", label=_("Legal reference"), required=False
    )
    is_critical = blocks.BooleanBlock(label=_("Critical step"), required=False)
    checklist = blocks.ListBlock(CheckItemBlock(), label=_("Checklist"), default=[])
    avoid = blocks.CharBlock(label=_("Do not"), required=False)
    templates = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="handbooks.MessageTemplatePage"),
        label=_("Message templates"),
        default=[],
    )
    levels = blocks.MultipleChoiceBlock(
        label=_("Levels it applies to"),
        choices=[(str(n), str(n)) for n in range(1, 5)],
        default=["1", "2", "3", "4"],
    )

    class Meta:
        icon = "list-ol"
        label = _("Step")
        template = "handbooks/blocks/step.html"
        value_class = StepValue


class LevelBlock(blocks.StructBlock):
    number = blocks.IntegerBlock(label=_("Level"), min_value=1, max_value=4)
    name = blocks.CharBlock(label=_("Name"))
    question = blocks.CharBlock(
        label=_("Question"), help_text=_("Asked from the highest level down.")
    )
    criteria = blocks.RichTextBlock(label=_("Signs"), features=TEXT)
    activates = blocks.CharBlock(label=_("Who decides"))
    informs = blocks.CharBlock(label=_("Who must be told"))
    rhythm = blocks.CharBlock(label=_("Updates"))
    stand_down = blocks.CharBlock(label=_("When it ends"))

    class Meta:
        icon = "warning"
        label = _("Level")


class ContactBlock(blocks.StructBlock):
    post = blocks.CharBlock(label=_("Post"))
    phone = blocks.CharBlock(label=_("Telephone"))
    hours = blocks.CharBlock(label=_("Hours"), required=False)
    verified_on = blocks.DateBlock(label=_("Checked on"), required=False)
    note = blocks.CharBlock(label=_("Note"), required=False)

    class Meta:
        icon = "mail"
        label = _("Contact")
        value_class = ContactValue


class SlotBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Part"))
    hint = blocks.CharBlock(label=_("How to fill it"), required=False)
    mandatory = blocks.BooleanBlock(label=_("Required"), required=False, default=True)

    class Meta:
        icon = "form"
        label = _("Part")


class Lines(blocks.StreamBlock):
    """A plain list of sentences."""

    line = blocks.CharBlock(label=_("Line"))


class Steps(blocks.StreamBlock):
    step = StepBlock()


class Levels(blocks.StreamBlock):
    level = LevelBlock()


class Contacts(blocks.StreamBlock):
    contact = ContactBlock()


class Slots(blocks.StreamBlock):
    slot = SlotBlock()

"""Adding what a table says to a draft: all of it, as it was shown, or nothing."""

from __future__ import annotations

from django.db import transaction

from departments.models import Act, Reorganisation
from departments.pasting.reading import Reading, read
from departments.reorganising.drafting import add_acts


class NotAsShown(Exception):
    """It means something else now than what was looked at: `reading` says what."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self.reading = reading


@transaction.atomic
def add_pasted(*, decision: Reorganisation, text: str, shown: str) -> list[Act]:
    """`shown` is the digest of the reading somebody agreed to.

    Pressed twice it is added once: by then the draft is another.
    Raises NotAsShown, NotADraft, Unreadable.
    """
    Reorganisation.objects.select_for_update().get(pk=decision.pk)
    reading = read(decision, text)
    if reading.faults or reading.digest != shown:
        raise NotAsShown(reading)
    return add_acts(decision=decision, acts=reading.acts)

"""The legal texts that the content cites."""

from __future__ import annotations

from accounts.models import User
from legal.models import LegalReference
from lms.demo.folder import CONTENT, read_toml

Laws = dict[str, LegalReference]


def load_laws(*, checked_by: User) -> int:
    """Add the texts that are missing; how many."""
    rows = read_toml(CONTENT / "legal.toml")["references"]
    known = set(LegalReference.objects.values_list("number", flat=True))
    new = [dict(row) for row in rows if row["number"] not in known]
    heirs = {row["number"]: row.pop("replaced_by", "") for row in new}
    for row in new:
        LegalReference.objects.create(checked_by=checked_by, **row)
    for number, heir in heirs.items():
        if heir:
            law = LegalReference.objects.get(number=number)
            law.replaced_by = LegalReference.objects.get(number=heir)
            law.save()
    return len(new)


def laws() -> Laws:
    return {law.number: law for law in LegalReference.objects.all()}

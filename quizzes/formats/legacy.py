"""What to say of Vietnamese from before Unicode. It is never converted by guess."""

from __future__ import annotations

from django.utils.translation import gettext as _


def reason_for(encoding: str) -> str:
    if encoding == "UTF-8":
        return _(
            "The Vietnamese letters were garbled before the file came here (UTF-8 read as Windows text). Save the original again as UTF-8."
        )
    if encoding:
        reason = _(
            "The text is in the old encoding %(encoding)s. Convert it to Unicode (for example with UniKey, Ctrl+Shift+F6), save as UTF-8 and import again."
        )
        return reason % {"encoding": encoding}
    return _("The text is not UTF-8. Save it as UTF-8 and import again.")

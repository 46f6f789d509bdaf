"""Static files as the one-machine default keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whitenoise.storage import CompressedManifestStaticFilesStorage

FOR_TRAINEES = ("css/", "img/", "js/", "django_htmx/htmx-2.min.")


class CompressedForTrainees(CompressedManifestStaticFilesStorage):
    """Compresses what people on weak lines load: a second's work.

    The admin's 200 files would take a newcomer's first start most of a minute;
    production compresses them too, when it is built.
    """

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        return super().compress_files(
            path for path in paths if path.startswith(FOR_TRAINEES)
        )

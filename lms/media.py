"""Images, audio and video of lessons, for signed-in people, on the one-machine default.

Django's own file view and the web server's static mount know no byte ranges, without
which phones cannot play or seek a video. With S3-compatible storage the browser is
sent there by signed addresses and this view is never asked.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils._os import safe_join
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest

# Documents have a view of their own, which asks for the collection's rules.
FOLDERS = ("images/", "original_images/", "media/", "media_thumbnails/")
RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")
CHUNK = 64 * 1024


@require_safe
def media(request: SignedInRequest, path: str) -> HttpResponseBase:
    file = _file_or_404(path)
    size = file.stat().st_size
    wanted = RANGE.match(request.headers.get("Range", ""))
    response: HttpResponseBase
    if wanted is None:
        response = FileResponse(file.open("rb"))
    else:
        response = _part(file, size, *wanted.groups())
    response["Content-Type"] = (
        mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    )
    response["Accept-Ranges"] = "bytes"
    response["Last-Modified"] = http_date(file.stat().st_mtime)
    # A changed file gets a new name, so a browser may keep what it has.
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _file_or_404(path: str) -> Path:
    try:
        file = Path(safe_join(settings.MEDIA_ROOT, path))
    except (SuspiciousFileOperation, ValueError):
        raise Http404 from None
    # Looked at after "..", which could lead back into another folder.
    inside = file.relative_to(Path(settings.MEDIA_ROOT).resolve()).as_posix()
    if not (inside.startswith(FOLDERS) and file.is_file()):
        raise Http404
    return file


def _part(file: Path, size: int, first: str, last: str) -> HttpResponseBase:
    """The bytes asked for, or 416. "-500" means the last 500."""
    if first:
        start, end = int(first), min(int(last or size - 1), size - 1)
    else:
        start, end = max(size - int(last or 0), 0), size - 1
    if start > end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = StreamingHttpResponse(_read(file.open("rb"), start, end), status=206)
    response["Content-Range"] = f"bytes {start}-{end}/{size}"
    response["Content-Length"] = str(end - start + 1)
    return response


def _read(file: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        left = end - start + 1
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk

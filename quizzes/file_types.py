"""What a file is, by what stands in it: its name alone says nothing.

Nothing is unpacked or drawn: only the headers, and the table of contents of an archive,
are read.
"""

from __future__ import annotations

import zipfile
from pathlib import PurePosixPath
from typing import BinaryIO, Final

from PIL import Image

from vietnamese.text import nfc

ENDINGS: Final = {
    "docx": "docx",
    "odt": "odt",
    "pdf": "pdf",
    "jpg": "jpeg",
    "jpeg": "jpeg",
    "png": "png",
}
CONTENT_TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
}
# For a browser's window of files; what is sent is checked all the same.
ACCEPTED: Final = ",".join(f".{ending}" for ending in ENDINGS)
MOST_PARTS: Final = 2000  # of an archive; a long document with pictures has hundreds
MACROS: Final = ("vbaProject.bin", "Basic/", "Scripts/")
LONGEST_NAME: Final = 200


def kind_of(file: BinaryIO) -> str | None:
    """The type by content, None for any other than those taken."""
    file.seek(0)
    head = file.read(1024)
    file.seek(0)
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_archive(file)
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return _kind_of_picture(file)
    return None


def ending_fits(name: str, kind: str) -> bool:
    return ENDINGS.get(_ending(name)) == kind


def plain_name(name: str) -> str:
    """The name alone, without a folder and without signs nobody sees."""
    bare = PurePosixPath(nfc(name).replace("\\", "/")).name
    seen = "".join(sign for sign in bare if sign.isprintable()).strip()
    stem, _dot, ending = seen.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"


def content_type(name: str) -> str:
    return CONTENT_TYPES.get(ENDINGS.get(_ending(name), ""), "application/octet-stream")


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _kind_of_archive(file: BinaryIO) -> str | None:
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.namelist()
            if len(parts) > MOST_PARTS or any(
                m in part for m in MACROS for part in parts
            ):
                return None
            if {"[Content_Types].xml", "word/document.xml"} <= set(parts):
                return "docx"
            first = archive.infolist()[0] if parts else None
            if first and first.filename == "mimetype" and first.file_size < 100:
                said = archive.read(first).strip()
                return "odt" if said == CONTENT_TYPES["odt"].encode() else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return None
    finally:
        file.seek(0)
    return None


def _kind_of_picture(file: BinaryIO) -> str | None:
    try:
        with Image.open(file, formats=["JPEG", "PNG"]) as picture:
            kind = str(picture.format).lower()
            picture.verify()
            return kind
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    finally:
        file.seek(0)

"""Look for what must not be there: in bytes, texts, archives, mails and PDF files, however it is written."""

from __future__ import annotations

import base64
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from html import unescape
from pathlib import Path
from urllib.parse import unquote_plus

import pypdfium2

from careleaf.rendering.pdf.raster import page_texts

DEPTH = 5  # archives in mails in archives: deeper than anything the program makes


@dataclass
class Search:
    """What was looked through, and where a secret was found."""

    secrets: tuple[str, ...]
    opened: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)

    def folder(self, path: Path) -> Search:
        """Look through every file of a folder, at their names, and through what they hold."""
        for inside in sorted(path.rglob("*")):
            self.data(f"name of {inside}", str(inside.relative_to(path)).encode())
            if inside.is_file() and not inside.is_symlink():
                self.data(str(inside), inside.read_bytes())
        return self

    def data(self, where: str, content: bytes, depth: int = 0) -> Search:
        """Look through some bytes in every way they can be read."""
        self.opened.append(where)
        for how, text in readings(content):
            self._text(f"{where} ({how})", text)
        if depth < DEPTH:
            for name, part in parts(content):
                self.data(f"{where} > {name}", part, depth + 1)
        return self

    def _text(self, where: str, text: str) -> None:
        folded = fold(text)
        self.found += [f"{secret!r} in {where}" for secret in self.secrets if fold(secret) in folded]


def fold(text: str) -> str:
    """Fold case, accents and everything that is no letter or digit: "Ana-Ruiz" is found as "ana ruiz"."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", "", bare.casefold())


def readings(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the bytes as the texts they may be: UTF-8, UTF-16, and each with its escapes undone."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        for skip in (0, 1) if encoding != "utf-8" else (0,):
            text = content[skip:].decode(encoding, errors="ignore")
            yield encoding, text
            if "%" in text:
                yield f"{encoding}, URL", unquote_plus(text)
            if "&" in text:
                yield f"{encoding}, entities", unescape(text)
            if "\\" in text:
                yield f"{encoding}, escapes", _unescaped(text)
    for number in re.findall(rb"<([0-9A-Fa-f\s]{8,})>", content):  # PDF strings in hexadecimal
        digits = re.sub(rb"\s", b"", number)
        raw = bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
        yield "hexadecimal", raw.decode("utf-16-be", errors="ignore")
        yield "hexadecimal", raw.decode("latin-1")


def _unescaped(text: str) -> str:
    r"""Undo \\u0041, \\x41 and the octal \\101 of PDF strings; UTF-16 in octal loses its zero bytes."""
    text = re.sub(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})", lambda m: chr(int(m[1] or m[2], 16)), text)
    return re.sub(r"\\([0-3][0-7]{2})", lambda m: chr(int(m[1], 8)), text).replace("\0", "")


def parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what a file is made of: pages and streams of a PDF, files of a zip, parts of a mail."""
    if content.startswith(b"%PDF-"):
        yield from _pdf_parts(content)
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield f"name of {name}", name.encode()
                yield name, archive.read(name)
    elif re.match(rb"[A-Za-z-]+: .*\n", content) and b"MIME-Version" in content[:4000]:
        for number, part in enumerate(message_from_bytes(content, policy=policy.default).walk()):
            headers = "\n".join(f"{key}: {value}" for key, value in part.items())
            yield f"headers of part {number}", headers.replace("MIME-Version", "").encode()
            yield f"part {number}", part.get_payload(decode=True) or b""
    elif content[:2] in (b"\x1f\x8b", b"\x78\x9c"):
        yield "unpacked", _inflated(content)


def _pdf_parts(content: bytes) -> Iterable[tuple[str, bytes]]:
    for number, text in enumerate(page_texts(content), 1):
        yield f"page {number}", text.encode()
    document = pypdfium2.PdfDocument(content)
    try:
        said = "\n".join(f"{key}: {value}" for key, value in document.get_metadata_dict().items())
    finally:
        document.close()
    yield "metadata", said.encode()
    for number, stream in enumerate(re.findall(rb"stream\r?\n(.*?)\r?\n?endstream", content, re.DOTALL)):
        if unpacked := _inflated(stream):
            yield f"stream {number}", unpacked


def _inflated(stream: bytes) -> bytes:
    for unpack in (lambda data: data, lambda data: base64.a85decode(data.strip().removesuffix(b"~>"))):
        try:
            return zlib.decompressobj(47).decompress(unpack(stream))
        except (zlib.error, ValueError):
            continue
    return b""


def strip_pages(pdf: bytes) -> bytes:
    """Return the bytes of a PDF outside its pages: metadata, outline and structure.

    The page content is packed, so a plain search of the file does not see it; its unpacked streams are left
    out here.
    """
    return re.sub(rb"stream\r?\n.*?endstream", b"", pdf, flags=re.DOTALL)

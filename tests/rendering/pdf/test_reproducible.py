"""The same handout at the same moment is the same file, whoever makes it, wherever, however often."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone

import pikepdf
from rendering.pdf.sample_documents import every_block, names_everywhere, setting

from careleaf.datafiles import data_folder
from careleaf.rendering.pdf.document import typeset

_OTHER_PROCESS = """
import hashlib
from rendering.pdf.sample_documents import names_everywhere, setting
print(hashlib.sha256(setting(names_everywhere()).pdf).hexdigest())
"""


def test_same_bytes_twice_in_a_process() -> None:
    first = setting(names_everywhere()).pdf
    setting(every_block())
    assert setting(names_everywhere()).pdf == first


def test_same_bytes_in_other_processes() -> None:
    seen = {hashlib.sha256(setting(names_everywhere()).pdf).hexdigest()}
    for seed, zone, language in (("1", "Asia/Tokyo", "tr_TR.UTF-8"), ("2", "UTC", "C")):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LANG": language,
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        command = [sys.executable, "-c", _OTHER_PROCESS]
        said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        seen.add(said.stdout.strip())
    assert len(seen) == 1


def test_dates_are_the_handouts() -> None:
    now = datetime(2026, 11, 21, 9, 30, tzinfo=timezone(timedelta(hours=-5)))
    pdf = typeset(every_block(), data_folder("resources"), "standard", "letter", now).pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.docinfo.CreationDate) == "D:20261121143000+00'00'"
        assert str(opened.docinfo.ModDate) == "D:20261121143000+00'00'"
        assert (
            b"<xmp:CreateDate>2026-11-21T14:30:00+00:00</xmp:CreateDate>" in opened.Root.Metadata.read_bytes()
        )


def test_another_moment_is_another_file() -> None:
    other = datetime(2026, 11, 22, tzinfo=UTC)
    resources = data_folder("resources")
    assert typeset(every_block(), resources, "standard", "letter", other).pdf != setting(every_block()).pdf

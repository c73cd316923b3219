"""What a PDF says about itself: title, language, dates, which standards it keeps, what its colours mean."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.pdf.pdf_file import PdfFile, Reference, pdf_text
from careleaf.rendering.pdf.seal import BLANK

PROGRAM = "Careleaf"
_NOT_XML = dict.fromkeys((*range(9), 0xB, 0xC, *range(0xE, 0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF))
# The standard library's two ways to do this take longer to import than all of this module.
_SPELLED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})


@dataclass(frozen=True)
class About:
    """What the file says about itself.

    `now` (aware) is its date, `profile` an ICC file for its colours, `content` the hash of what it says.
    """

    title: str
    author: str
    subject: str
    language: str
    now: datetime
    profile: Path
    content: str


def write_metadata(file: PdfFile, about: About) -> tuple[str, Reference]:
    """Write what the file says of itself; return entries of its catalog, and its information dictionary.

    XMP, language, viewer preferences and the meaning of the colours stand in the catalog.
    """
    xmp = file.add_stream("/Type/Metadata/Subtype/XML", _xmp(about).encode(), deflated=False)
    profile = file.add_stream("/N 3", _packed_profile(about.profile))
    catalog = (
        f"/Metadata {xmp}/Lang{pdf_text(about.language)}/ViewerPreferences<</DisplayDocTitle true>>"
        "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)"
        f"/DestOutputProfile {profile}>>]"
    )
    return catalog, file.add(_information(about))


@lru_cache(maxsize=2)
def _packed_profile(path: Path) -> bytes:
    return zlib.compress(path.read_bytes())


def _information(about: About) -> str:
    date = pdf_text(about.now.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'"))
    return (
        f"<</Title{pdf_text(_clean(about.title))}/Author{pdf_text(_clean(about.author))}"
        f"/Subject{pdf_text(_clean(about.subject))}/Creator({PROGRAM})/Producer({PROGRAM})"
        f"/CreationDate{date}/ModDate{date}>>"
    )


def _clean(text: str) -> str:
    """Leave out what XML cannot hold, so that both places say the same (PDF/A-2, 6.6.3)."""
    return text.translate(_NOT_XML)


def _xmp(about: About) -> str:
    return _XMP.format(
        title=_clean(about.title).translate(_SPELLED),
        author=_clean(about.author).translate(_SPELLED),
        subject=_clean(about.subject).translate(_SPELLED),
        language=_clean(about.language).translate(_SPELLED),
        date=about.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00"),
        program=PROGRAM,
        content=about.content,
        seal=BLANK,
    )


# PDF/A knows neither "pdfuaid" nor "careleaf": the file describes their schemas itself (PDF/A-2, 6.6.2.3).
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:CreatorTool>{program}</xmp:CreatorTool>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{program}</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:careleaf="https://careleaf.example/ns/handout/">
<careleaf:content>{content}</careleaf:content><careleaf:seal>{seal}</careleaf:seal>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Careleaf handout schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>https://careleaf.example/ns/handout/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>careleaf</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>content</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>SHA-256 of what the pages say, without the patient</pdfaProperty:description>
</rdf:li><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>seal</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>SHA-256 of this file with 64 zeros in this place</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""

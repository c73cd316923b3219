"""What a PDF says about itself: title, language, dates, which standards it keeps, what its colours mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape  # xml.sax.saxutils would load the whole of urllib
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from careleaf.rendering.pdf.seal import BLANK

PROGRAM = "Careleaf"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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


def write_metadata(pdf: Pdf, about: About) -> None:
    """Write information dictionary, XMP, language, viewer preferences and the meaning of the colours."""
    pdf.trailer.Info = pdf.make_indirect(_information(about))
    xmp = Stream(pdf, _xmp(about).encode())
    xmp.Type, xmp.Subtype = Name.Metadata, Name.XML
    profile = Stream(pdf, about.profile.read_bytes(), N=3)
    pdf.Root.Metadata = pdf.make_indirect(xmp)
    pdf.Root.Lang = String(about.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.OutputIntents = Array([_output_intent(pdf.make_indirect(profile))])
    for page in pdf.pages:
        page.obj.Tabs = Name.S  # the tab key follows the structure (PDF/UA-1, 7.18.3)


def _output_intent(profile: object) -> Dictionary:
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB"),
        DestOutputProfile=profile,
    )


def _information(about: About) -> Dictionary:
    date = String(about.now.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'"))
    return Dictionary(
        Title=String(_clean(about.title)),
        Author=String(_clean(about.author)),
        Subject=String(_clean(about.subject)),
        Creator=String(PROGRAM),
        Producer=String(PROGRAM),
        CreationDate=date,
        ModDate=date,
    )


def _clean(text: str) -> str:
    """Leave out what XML cannot hold, so that both places say the same (PDF/A-2, 6.6.3)."""
    return _NOT_XML.sub("", text)


def _xmp(about: About) -> str:
    return _XMP.format(
        title=escape(_clean(about.title)),
        author=escape(_clean(about.author)),
        subject=escape(_clean(about.subject)),
        language=escape(_clean(about.language)),
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

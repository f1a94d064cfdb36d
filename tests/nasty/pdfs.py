"""PDF files that no printer would make, written object by object."""

import zlib

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font"
    b" /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1)"
    b" /Supplement 0 >> /DW 1000 >>] >>"
)


def page(extra: bytes = b"", resources: bytes = b"/Font << /F 5 0 R >>") -> bytes:
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << "
        + resources
        + b" >> "
        + extra
        + b" >>"
    )


def shown(text: str) -> bytes:
    """Operators that show a line of text."""
    return b"BT /F 12 Tf 72 700 Td <" + text.encode("utf-16-be").hex().encode() + b"> Tj ET"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    head = b"<< /Length %d /Filter /FlateDecode %s >>" % (len(packed), entries)
    return head + b"\nstream\n" + packed + b"\nendstream"


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A file of the objects, numbered from 1, the first being the catalog."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def simple(text: str = "托克托县风电项目开工建设。", catalog: bytes = CATALOG, pages: bytes = PAGES) -> bytes:
    """One page with one line."""
    return pdf(catalog, pages, page(), stream(shown(text)), FONT)


def scanned() -> bytes:
    """A page that is nothing but a picture."""
    image = stream(b"\xff" * 400, b"/Type /XObject /Subtype /Image /Width 20 /Height 20 /ColorSpace /DeviceGray"
                   b" /BitsPerComponent 8")  # fmt: skip
    return pdf(CATALOG, PAGES, page(resources=b"/XObject << /I 5 0 R >>"), stream(b"500 0 0 700 40 40 cm /I Do"), image)


def calls_itself() -> bytes:
    """A form that draws itself, twice."""
    form = stream(
        b"/X Do /X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    )
    resources = b"/Font << /F 5 0 R >> /XObject << /X 6 0 R >>"
    return pdf(CATALOG, PAGES, page(resources=resources), stream(shown("新城区开工。") + b" /X Do"), FONT, form)


def calls_many() -> bytes:
    """Forms that each draw the next one ten times, twelve deep: 10^12 calls of a letter."""
    forms = []
    for depth in range(12):
        inner = b"/X Do " * 10 if depth < 11 else shown("县")
        resources = b"/Resources << /Font << /F 5 0 R >> /XObject << /X %d 0 R >> >>" % (7 + depth)
        forms.append(stream(inner, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + resources))
    resources = b"/Font << /F 5 0 R >> /XObject << /X 6 0 R >>"
    return pdf(CATALOG, PAGES, page(resources=resources), stream(b"/X Do"), FONT, *forms)


def bomb() -> bytes:
    """A page whose content unpacks to 200 MB of nothing."""
    return pdf(CATALOG, PAGES, page(), stream(b" " * 200_000_000), FONT)

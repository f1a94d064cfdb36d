"""Word files taken apart and put together again as nobody should."""

import io
import zipfile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NAMESPACE = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = (
    b'<!DOCTYPE w [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
    + b"]><w:document "
    + NAMESPACE
    + b"><w:body><w:p><w:r><w:t>&m;</w:t></w:r></w:p></w:body></w:document>"
)
OUTSIDE_PAGE = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY out SYSTEM "file:///etc/passwd">]><p>&out;</p>'


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, name: str, content: bytes) -> bytes:
    return zipped(parts(data) | {name: content})


def added(data: bytes, more: dict[str, bytes]) -> bytes:
    return zipped(parts(data) | more)


def without(data: bytes, name: str) -> bytes:
    return zipped({part: content for part, content in parts(data).items() if part != name})


def locked(data: bytes) -> bytes:
    """The mark of encryption on the first entry, in both of its headers."""
    out = bytearray(data)
    out[6] |= 1
    out[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(out)


def document(body: bytes) -> bytes:
    return b"<w:document " + NAMESPACE + b"><w:body>" + body + b"</w:body></w:document>"


def deep(depth: int) -> bytes:
    return document(b"<w:sdt><w:sdtContent>" * depth + b"<w:p/>" + b"</w:sdtContent></w:sdt>" * depth)


def tables(depth: int) -> bytes:
    cell = "<w:p><w:r><w:t>托克托县</w:t></w:r></w:p>".encode()
    for _ in range(depth):
        cell = b"<w:tbl><w:tr><w:tc>" + cell + b"<w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    return document(cell)


def outside(data: bytes) -> bytes:
    xml = parts(data)["word/document.xml"]
    head, rest = xml.split(b"?>", 1)
    entity = b'?><!DOCTYPE w [<!ENTITY out SYSTEM "file:///etc/passwd">]>'
    return changed(data, "word/document.xml", head + entity + rest.replace(b"<w:t>", b"<w:t>&out;", 1))


def style_loop(data: bytes) -> bytes:
    styles = parts(data)["word/styles.xml"]
    normal = b'<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    loop = normal + b'<w:basedOn w:val="Normal"/>'
    return changed(data, "word/styles.xml", styles.replace(normal, loop, 1))


def numbers(data: bytes) -> bytes:
    """List numbers out of all measure."""
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        "<w:r><w:t>新城区</w:t></w:r></w:p>"
        for level, number in (("99999999999999999999", "1"), ("-1", "1"), ("x", "y"), ("0", "1"), ("0", "99999999999"))
    )
    return changed(data, "word/document.xml", document(body.encode()))

"""QR codes of links."""

import io

from markupsafe import Markup


def qr_svg(url: str) -> Markup:
    """Return the QR code of a link as SVG, with its quiet zone, black on white in either theme, as cameras need it."""
    import segno

    buffer = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        buffer, kind="svg", xmldecl=False, svgns=False, border=4, dark="#000", light="#fff", omitsize=True, nl=False
    )
    return Markup(buffer.getvalue().decode())

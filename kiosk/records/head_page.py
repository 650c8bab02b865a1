"""A signed head on paper: one A4 page as PDF or text, with the code to read out and the QR code to photograph."""

from kiosk.records.heads import SignedHead

MODULE_PT = 3.2
"""One square of the QR code: over a millimetre, so that a telephone reads it from a printed page."""
LEFT_PT, TOP_PT, LINE_PT = 56, 780, 16
WIDE = 74
"""Letters of 10 pt Courier in a line."""


def lines(head: SignedHead) -> list[str]:
    """Return what the page says above the QR code."""
    return [
        "Signed head of an entry-screening record",
        "",
        f"station   {head.station_id}",
        f"chain     {head.chain_id}",
        f"row       {head.seq}",
        f"signed    {head.utc[:19].replace('T', ' ')} UTC",
        f"code      {head.code}",
        "",
        "Keep this page away from the kiosk. Whoever has it can show later that no",
        "row up to this one was removed or written anew:",
        "",
        f'    echo "{head.seq} {head.code}" > heads.txt',
        "    kiosk records verify --heads heads.txt",
        "",
        "The QR code holds all of it with its signature:",
    ]


def text_page(head: SignedHead) -> str:
    """Return the page as text; the QR code is drawn with block letters."""
    return "\n".join([*lines(head), "", *_blocks(_matrix(head)), "", *_wrapped(head.qr_text), ""])


def pdf_page(head: SignedHead) -> bytes:
    """Return the page as PDF 1.4, with the reader's own fonts."""
    matrix = _matrix(head)
    below = TOP_PT - LINE_PT * len(lines(head)) - MODULE_PT * len(matrix)
    draw = [*_text(lines(head), TOP_PT, LINE_PT, 10), *_squares(matrix, below)]
    draw += _text(_wrapped(head.qr_text), below - 2 * LINE_PT, 12, 8)
    stream = "\n".join(draw).encode("latin-1", "replace")
    return _pdf(stream)


def _matrix(head: SignedHead) -> list[list[bool]]:
    import segno  # here: only a page needs it

    code = segno.make(head.qr_text, error="l", micro=False)
    return [[bool(cell) for cell in row] for row in code.matrix_iter(border=4)]


def _blocks(matrix: list[list[bool]]) -> list[str]:
    """Two rows of squares a line, dark ones as spaces would be on a light page."""
    below = [*matrix[1::2], [False] * len(matrix[0])]
    return [
        "".join(" ▄▀█"[2 * up + down] for up, down in zip(*pair, strict=True))
        for pair in zip(matrix[::2], below, strict=False)
    ]


def _wrapped(text: str) -> list[str]:
    return [text[at : at + WIDE] for at in range(0, len(text), WIDE)]


def _text(rows: list[str], top: float, step: float, size: int) -> list[str]:
    escaped = (row.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for row in rows)
    shown = (f"({row}) Tj 0 -{step:g} Td" for row in escaped)
    return [f"BT /F1 {size} Tf {LEFT_PT} {top:g} Td", *shown, "ET"]


def _squares(matrix: list[list[bool]], bottom: float) -> list[str]:
    drawn = []
    for y, row in enumerate(reversed(matrix)):
        for x, dark in enumerate(row):
            if dark:
                at = f"{LEFT_PT + x * MODULE_PT:.2f} {bottom + y * MODULE_PT:.2f}"
                drawn.append(f"{at} {MODULE_PT} {MODULE_PT} re")
    return [*drawn, "f"]


def _pdf(stream: bytes) -> bytes:
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(bodies) + 1, table)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start)

"""Render Markdown sources of the corpus to PDF files beside them.

Usage: python corpus/build_pdf.py corpus/policies/NAME.source.md

NAME.source.md gives the body and NAME.meta.yml the title and date; the result is NAME.pdf (A4, page
numbers in the footer, bookmarks from the headings). The date inside the PDF is the document's own date,
so the same source, fonts and browser give the same bytes.
"""

from datetime import date
from html import escape
from io import BytesIO

from building import Source, build_from_command_line, markdown
from playwright.sync_api import PdfMargins, sync_playwright
from pypdf import PdfReader, PdfWriter

CHROMIUM = "/usr/bin/chromium"
MARGINS = PdfMargins(top="20mm", bottom="20mm", left="20mm", right="20mm")
STYLE = """
html { font-family: "Noto Sans CJK KR", "Noto Sans KR", sans-serif; font-size: 10.5pt; line-height: 1.6; }
body { margin: 0; color: #1b1b1b; word-break: keep-all; overflow-wrap: break-word; }
h1 { font-size: 16pt; line-height: 1.35; margin: 0 0 10pt; }
h2 { font-size: 13.5pt; margin: 18pt 0 6pt; }
h3 { font-size: 11.5pt; margin: 12pt 0 4pt; }
h1, h2, h3 { break-after: avoid; }
p, ul, ol { margin: 0 0 8pt; }
table { border-collapse: collapse; width: calc(100% - 1pt); margin: 6pt 0 12pt; font-size: 9.5pt; }
th, td { border: 0.6pt solid #8a8a8a; padding: 4pt 6pt; text-align: left; vertical-align: top; }
th { background: #eef2f6; white-space: nowrap; }
a { color: #1a4f8a; text-decoration: none; }
tr { break-inside: avoid; }
"""
FOOTER = (
    '<div style="width: 100%; font-size: 8pt; text-align: center; color: #555;">'
    '<span class="pageNumber"></span> / <span class="totalPages"></span></div>'
)


def page_html(title: str, body: str) -> str:
    """Return the full HTML page for a Markdown body."""
    return (
        f'<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body>{markdown().render(body)}</body></html>"
    )


def print_page(html: str) -> bytes:
    """Print the HTML to PDF with headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content(html)
        pdf = page.pdf(
            format="A4",
            margin=MARGINS,
            print_background=True,
            display_header_footer=True,
            header_template="<span></span>",
            footer_template=FOOTER,
            tagged=True,
            outline=True,
        )
        browser.close()
    return pdf


def with_fixed_date(pdf: bytes, title: str, day: date) -> bytes:
    """Replace the creation time and producer, which differ on every run, by the document's date."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    stamp = f"D:{day:%Y%m%d}000000Z"
    writer.metadata = {"/Title": title, "/CreationDate": stamp, "/ModDate": stamp}
    result = BytesIO()
    writer.write(result)
    return result.getvalue()


def pdf(source: Source) -> bytes:
    """The PDF for a source."""
    return with_fixed_date(print_page(page_html(source.title, source.body)), source.title, source.day)


if __name__ == "__main__":
    build_from_command_line(".pdf", pdf)

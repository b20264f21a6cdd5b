"""Render a Markdown source of the corpus to a PDF beside it.

Usage: python corpus/build_pdf.py corpus/policies/NAME.source.md

NAME.source.md gives the body and NAME.meta.yml the title and date; the result is NAME.pdf (A4, page
numbers in the footer, bookmarks from the headings). The date inside the PDF is the document's own date,
so the same source, fonts and browser give the same bytes.
"""

import argparse
from datetime import date
from html import escape
from io import BytesIO
from pathlib import Path

import yaml
from markdown_it import MarkdownIt
from playwright.sync_api import PdfMargins, sync_playwright
from pypdf import PdfReader, PdfWriter

SOURCE_SUFFIX = ".source.md"
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
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    return (
        f'<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body>{markdown.render(body)}</body></html>"
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


def build(source: Path) -> Path:
    """Write the PDF for NAME.source.md and return its path."""
    if not source.name.endswith(SOURCE_SUFFIX):
        raise SystemExit(f"{source}: expected a file named NAME{SOURCE_SUFFIX}")
    stem = source.name.removesuffix(SOURCE_SUFFIX)
    metadata = yaml.safe_load(source.with_name(f"{stem}.meta.yml").read_text(encoding="utf-8"))
    html = page_html(metadata["title"], source.read_text(encoding="utf-8"))
    target = source.with_name(f"{stem}.pdf")
    target.write_bytes(with_fixed_date(print_page(html), metadata["title"], metadata["date"]))
    return target


def main() -> None:
    """Build one PDF from the command line."""
    parser = argparse.ArgumentParser(description="Render NAME.source.md to NAME.pdf")
    parser.add_argument("source", type=Path)
    print(build(parser.parse_args().source))


if __name__ == "__main__":
    main()

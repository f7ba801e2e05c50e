"""Templates and data -> PDF: tagged for screen readers (PDF/UA-1), the same bytes every time, nothing fetched.

    pdf("cases/letters/letter.typ", {"title": "...", ...}, dated=date(2026, 11, 26))

A template is a typst file inside the package; what it shows reaches it as data and is never read as markup.
"""

from ringfence.documents.making import DocumentUnusable, pdf

__all__ = ["DocumentUnusable", "pdf"]

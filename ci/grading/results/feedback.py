"""Feedback notebooks as HTML, by nbconvert: one process for all of them, since each start costs seconds.

Reads one JSON object a line from standard input, {"notebook": ..., "title": ..., "file": ...}, writes the page whole or not
at all, and answers with one line each. What learners wrote is text: nbconvert's cleaner takes scripts and odd markup out.
"""

import html
import json
import os
import signal
import sys

import bleach
import nbformat
from nbconvert import HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters import Highlight2HTML
from pygments.formatters import HtmlFormatter

STYLE = (
    """body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.1rem;margin:1.8rem 0 .3rem}
.prompt,.anchor-link,.jp-InputPrompt,.jp-OutputPrompt,.jp-Collapser{display:none}
pre{background:#f6f6f6;padding:.7rem .9rem;overflow-x:auto;font-size:.85rem;line-height:1.4;border-radius:4px}
blockquote{margin:.4rem 0;padding:.2rem .9rem;border-left:4px solid #d55e00;background:#fdf3ec}
blockquote p{margin:.3rem 0}
table{border-collapse:collapse}td,th{padding:.25rem .7rem;border-top:1px solid #ddd;text-align:left}
@media print{pre{white-space:pre-wrap}}"""
    + HtmlFormatter(style="friendly").get_style_defs(".highlight")
)

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>{title}</title><style>{style}</style></head><body>
{body}
</body></html>
"""


def write(path, text):
    fresh = f"{path}.{os.getpid()}.new"
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w", encoding="utf-8", errors="replace") as file:
        file.write(text)
    os.replace(fresh, path)


# Seconds for one page; colouring code is done by regular expressions, for which somebody may have written the worst case.
PATIENCE = 20


def too_long(_signal, _frame):
    raise TimeoutError("a page took too long")


def plain(notebook):
    """The page without any form, where nbconvert cannot make it."""
    return "\n".join(f"<pre>{html.escape(cell['source'])}</pre>" for cell in notebook["cells"])


# Markup that these pages need, and no other. nbconvert's own list would show headings and paragraphs as text.
TAGS = {"h1", "h2", "p", "ul", "li", "blockquote", "div", "pre", "code", "span"}
CLEANER = bleach.Cleaner(tags=TAGS, attributes={"*": ["class"]})


class Pages(HTMLExporter):
    """HTMLExporter without its last step, which reads the page once more for pictures: there are none."""

    def from_notebook_node(self, nb, resources=None, **kw):
        # TypeScript by pygments, as the notebook's own language says
        self.register_filter("highlight_code", Highlight2HTML(pygments_lexer="typescript", parent=self))
        return TemplateExporter.from_notebook_node(self, nb, self._init_resources(resources), **kw)


def body_of(exporter, notebook):
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, too_long)
        signal.alarm(PATIENCE)
    try:
        # The whole page at once: each of its pieces for itself takes longer.
        return CLEANER.clean(exporter.from_notebook_node(nbformat.from_dict(notebook))[0])
    except Exception:  # one page that cannot be made must not keep others from theirs
        return plain(notebook)
    finally:
        if hasattr(signal, "SIGALRM"):
            signal.alarm(0)


def main():
    exporter = Pages(template_name="basic", exclude_anchor_links=True)
    exporter.register_filter("clean_html", lambda piece: piece)
    for line in sys.stdin:
        job = json.loads(line)
        body = body_of(exporter, job["notebook"])
        write(job["file"], PAGE.format(title=html.escape(job["title"]), style=STYLE, body=body))
        print(json.dumps({"file": job["file"]}), flush=True)


if __name__ == "__main__":
    main()

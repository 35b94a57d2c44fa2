"""Notebooks to HTML by nbconvert and our template: one process for all of them, since each start costs seconds.

Reads one JSON object a line from standard input, {"name": ..., "notebook": ..., "pictures": folder}, writes the pictures,
and answers with {"name", "html"} or {"name", "problem"} on one line each. Nothing is executed.
"""

import json
import os
import sys

import nbformat
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import ExtractOutputPreprocessor
from traitlets.config import Config

PLOTLY = "application/vnd.plotly.v1+json"


class Renderer(IPythonRenderer):
    """Equations stay TeX, in elements of their own: KaTeX sets them afterwards."""

    def tex(self, body, kind):
        return f'<span class="tex {kind}">{self.escape_html(body)}</span>'

    def inline_math(self, body):
        return self.tex(body, "inline")

    def block_math(self, body):
        return self.tex(body, "display")

    def latex_environment(self, name, body):
        return self.tex(f"\\begin{{{name}}}{body}\\end{{{name}}}", "display")

    def heading(self, text, level, **attrs):
        return f"<h{level}>{text}</h{level}>\n"


def to_html(source):
    return MarkdownWithMath(renderer=Renderer(escape=False)).render(source)


def to_json(value):
    """JSON that cannot end the script element around it."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).replace("</", "<\\/").replace("<!--", "<\\!--")


def make_exporter():
    here = os.path.dirname(os.path.abspath(__file__))
    config = Config()
    config.HTMLExporter.extra_template_basedirs = [here]
    exporter = HTMLExporter(
        config=config,
        template_name="template",
        filters={"markdown2html": to_html, "book_json": to_json},
    )
    order = [PLOTLY, "text/html", "image/svg+xml", "image/png", "text/plain"]
    exporter.config.NbConvertBase.display_data_priority = order
    exporter.register_preprocessor(
        ExtractOutputPreprocessor(extract_output_types={"image/png", "image/svg+xml"}, enabled=True), enabled=True
    )
    return exporter


def main():
    exporter = make_exporter()
    for line in sys.stdin:
        job = json.loads(line)
        answer = {"name": job["name"]}
        try:
            resources = {"unique_key": job["name"], "output_files_dir": "pictures"}
            answer["html"], made = exporter.from_notebook_node(nbformat.from_dict(job["notebook"]), resources=resources)
            for name, data in made.get("outputs", {}).items():
                with open(os.path.join(job["pictures"], os.path.basename(name)), "wb") as file:
                    file.write(data)
        except Exception as error:  # said in one line, with the notebook's name
            answer["problem"] = f"{type(error).__name__}: {error}".splitlines()[0]
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()

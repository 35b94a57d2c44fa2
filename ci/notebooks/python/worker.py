"""Execute notebooks with papermill, one after the other, for ci/notebooks/run/worker.ts.

Requests are JSON lines on stdin, answers JSON lines on file descriptor 3: stdout belongs to whatever papermill,
a library or a kernel prints. One process serves many notebooks, because papermill takes a second to import.
"""

import json
import logging
import os
import sys

import nbformat
import papermill
from papermill.exceptions import PapermillExecutionError
from papermill.execute import ERROR_MARKER_TAG

ANSWERS = os.fdopen(3, "w", encoding="utf-8")


def answer(message):
    ANSWERS.write(json.dumps(message) + "\n")
    ANSWERS.flush()


def stripped(notebook):
    """The executed notebook as plain data, without what papermill adds for itself."""
    notebook.metadata.pop("papermill", None)
    notebook.cells = [cell for cell in notebook.cells if ERROR_MARKER_TAG not in cell.metadata.get("tags", [])]
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
    return notebook


def execute(request):
    job = request["job"]
    executed = []

    def started(notebook):
        executed.append(notebook)
        answer({"job": job, "event": "kernel"})

    def cell_done(cell, cell_index, execute_reply):
        answer({"job": job, "event": "cell", "index": cell_index})

    before = {name: os.environ.get(name) for name in request["environment"]}
    os.environ.update(request["environment"])
    result = {"job": job, "event": "done"}
    try:
        papermill.execute_notebook(
            nbformat.reads(json.dumps(request["notebook"]), as_version=4),
            None,
            parameters=request["parameters"],
            engine_name="unroll",
            cwd=request["folder"],
            progress_bar=False,
            start_timeout=120,
            execution_timeout=request["timeout"],
            allow_errors=request["allowErrors"],
            coalesce_streams=True,
            on_notebook_start=started,
            on_cell_executed=cell_done,
        )
    except PapermillExecutionError:
        pass  # the error stands in the outputs of its cell; the caller judges it
    except Exception as error:  # a dead kernel, a time-out, a missing kernelspec: one line for the reader
        result["failure"] = {"name": type(error).__name__, "message": str(error).strip()}
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
    if executed:
        result["notebook"] = stripped(executed[-1])
    answer(result)


def main():
    logging.disable(logging.WARNING)
    answer({"event": "ready", "papermill": papermill.__version__})
    for line in sys.stdin:
        execute(json.loads(line))


if __name__ == "__main__":
    main()

"""An exercise as nbgrader knows it: assignment, notebook, and its cells that are graded or written."""

from nbgrader.api import Assignment, GradeCell, Notebook, SolutionCell, SourceCell, SubmittedNotebook, TaskCell
from sqlalchemy import func, select
from trouble import Refused

KINDS = {"grade": GradeCell, "solution": SolutionCell, "task": TaskCell}


def put_exercise(session, wanted, course, due):
    """Makes what is missing and gives cells their points; keeps a due date that nobody changes."""
    assignment = session.scalar(select(Assignment).where(Assignment.name == wanted["name"]))
    if assignment is None:
        assignment = Assignment(name=wanted["name"], course_id=course)
        session.add(assignment)
    if due is not None:
        assignment.duedate = due
    session.flush()
    notebook = session.scalar(
        select(Notebook).where(Notebook.name == wanted["name"], Notebook.assignment_id == assignment.id)
    )
    if notebook is None:
        notebook = Notebook(name=wanted["name"], assignment_id=assignment.id, kernelspec=wanted["kernelspec"])
        session.add(notebook)
        session.flush()
    cells = {kind: put_cells(session, notebook, kind, wanted["cells"]) for kind in KINDS}
    put_sources(session, notebook, wanted["cells"])
    session.flush()
    return assignment, notebook, cells


def put_cells(session, notebook, kind, wanted):
    model = KINDS[kind]
    known = {cell.name: cell for cell in session.scalars(select(model).where(model.notebook_id == notebook.id))}
    named = [cell for cell in wanted if kind in cell["kinds"]]
    gone = set(known) - {cell["name"] for cell in named}
    if gone:
        drop(session, notebook, [known.pop(name) for name in sorted(gone)])
    for cell in named:
        graded = {} if kind == "solution" else {"max_score": float(cell["points"]), "cell_type": cell["cell_type"]}
        if cell["name"] not in known:
            known[cell["name"]] = model(name=cell["name"], notebook_id=notebook.id, **graded)
            session.add(known[cell["name"]])
        for field, value in graded.items():
            if getattr(known[cell["name"]], field) != value:
                setattr(known[cell["name"]], field, value)
    session.flush()
    return {name: cell.id for name, cell in known.items()}


def drop(session, notebook, cells):
    """As nbgrader does: cells of a notebook that was handed in stay, since marks hang on them."""
    used = session.scalar(
        select(func.count()).select_from(SubmittedNotebook).where(SubmittedNotebook.notebook_id == notebook.id)
    )
    if used:
        raise Refused(
            f"{notebook.name} in the gradebook has cells that the exercise has no more ({', '.join(cell.name for cell in cells[:3])}), "
            "and marks for them; give this course a new database"
        )
    for cell in cells:
        session.delete(cell)


def put_sources(session, notebook, wanted):
    """Only those that are missing: nbgrader generate_assignment stores its own, with what autograde needs."""
    known = set(session.scalars(select(SourceCell.name).where(SourceCell.notebook_id == notebook.id)))
    for cell in wanted:
        if cell["name"] not in known:
            fields = {field: cell[field] for field in ("name", "cell_type", "locked", "source")}
            session.add(SourceCell(notebook_id=notebook.id, **fields))

"""Grades and comments of submissions, in bulk: what a person gave is never written."""

from nbgrader.api import Comment, Grade, SubmittedAssignment, SubmittedNotebook, new_uuid
from sqlalchemy import insert, select, update


def needs_person(auto, manual):
    """nbgrader's rule (SaveAutoGrades): no score of the machine, or one that a person has already replaced."""
    return auto is None or manual is not None


def by_notebook(session, model, columns, notebook_id):
    found = {}
    query = (
        select(model.notebook_id, model.cell_id, model.id, *columns)
        .join(SubmittedNotebook, SubmittedNotebook.id == model.notebook_id)
        .where(SubmittedNotebook.notebook_id == notebook_id)
    )
    for submitted, cell, *rest in session.execute(query):
        found.setdefault(submitted, {})[cell] = rest
    return found


def put_submissions(session, assignment, notebook, jobs):
    """Submissions and their notebooks; gives each job its rows, and tells which were there."""
    known = {row.student_id: row for row in session.scalars(select(SubmittedAssignment).where(SubmittedAssignment.assignment_id == assignment.id))}
    fresh = [
        {"id": new_uuid(), "assignment_id": assignment.id, "student_id": job["student"], "timestamp": job["time"]}
        for job in jobs
        if job["student"] not in known
    ]
    if fresh:
        session.execute(insert(SubmittedAssignment), fresh)
        query = select(SubmittedAssignment).where(SubmittedAssignment.assignment_id == assignment.id)
        known = {row.student_id: row for row in session.scalars(query)}
    query = select(SubmittedNotebook.assignment_id, SubmittedNotebook.id, SubmittedNotebook.late_submission_penalty)
    notebooks = {row[0]: row[1:] for row in session.execute(query.where(SubmittedNotebook.notebook_id == notebook.id))}
    added = []
    for job in jobs:
        job["submission"] = row = known[job["student"]]
        if job["time"] is not None and row.timestamp != job["time"]:
            row.timestamp = job["time"]
        job["new"] = row.id not in notebooks
        if job["new"]:
            added.append({"id": new_uuid(), "assignment_id": row.id, "notebook_id": notebook.id, "flagged": False})
            notebooks[row.id] = (added[-1]["id"], None)
        job["notebook"], job["penalty"] = notebooks[row.id]
    if added:
        session.execute(insert(SubmittedNotebook), added)


def put_grades(session, notebook, jobs, cells):
    columns = (Grade.auto_score, Grade.manual_score, Grade.extra_credit, Grade.needs_manual_grade)
    known = by_notebook(session, Grade, columns, notebook.id)
    fresh, changed = [], []
    for job in jobs:
        rows, job["points"] = known.get(job["notebook"], {}), 0.0
        for name, cell in cells.items():
            auto = job["scores"].get(name)
            grade, old, manual, extra, needed = rows.get(cell, (None, None, None, None, True))
            needs = needs_person(auto, manual)
            if grade is None:
                fresh.append({"id": new_uuid(), "notebook_id": job["notebook"], "cell_id": cell, "auto_score": auto, "needs_manual_grade": needs})
            elif old != auto or (job["changed"] and needs != needed):
                changed.append({"id": grade, "auto_score": auto, "needs_manual_grade": needs})
            if manual is not None or auto is not None:
                job["points"] += (auto if manual is None else manual) + (extra or 0.0)
    in_bulk(session, Grade, fresh, changed)
    return len(fresh) + len(changed)


def put_comments(session, notebook, jobs, cells):
    known = by_notebook(session, Comment, (Comment.auto_comment,), notebook.id)
    fresh, changed = [], []
    for job in jobs:
        rows = known.get(job["notebook"], {})
        for name, cell in cells.items():
            text = job["comments"].get(name)
            comment, old = rows.get(cell, (None, None))
            if comment is None:
                fresh.append({"id": new_uuid(), "notebook_id": job["notebook"], "cell_id": cell, "auto_comment": text})
            elif old != text:
                changed.append({"id": comment, "auto_comment": text})
    in_bulk(session, Comment, fresh, changed)


def put_penalties(session, jobs, penalty_of):
    changed = []
    for job in jobs:
        penalty = penalty_of(job["student"], job["points"], seconds_late(job["submission"]))
        if penalty != job["penalty"]:
            changed.append({"id": job["notebook"], "late_submission_penalty": penalty})
    in_bulk(session, SubmittedNotebook, [], changed)


def seconds_late(submission):
    # nbgrader's own property fails where somebody has an extension of a date that was never set
    if submission.timestamp is None or submission.assignment.duedate is None:
        return 0
    return submission.total_seconds_late


def in_bulk(session, model, fresh, changed):
    if fresh:
        session.execute(insert(model), fresh)
    if changed:
        session.execute(update(model), changed)

"""Looks into a gradebook, and marks by hand in it, as nbgrader's own programs do: gradebook-tool.py URL ACTION [JSON]."""

import json
import sys

from nbgrader.api import Gradebook, Grade, SubmittedNotebook


def show(gradebook):
    found = {"students": [], "assignments": {}, "marks": {}}
    found["rows"] = {model.__tablename__: gradebook.db.query(model).count() for model in (Grade, SubmittedNotebook)}
    for student in gradebook.students:
        found["students"].append([student.id, student.last_name])
    for assignment in gradebook.assignments:
        found["assignments"][assignment.name] = {
            "max_score": assignment.max_score,
            "duedate": assignment.duedate.isoformat() if assignment.duedate else None,
            "cells": [[cell.name, cell.max_score, cell.cell_type] for cell in assignment.notebooks[0].grade_cells],
            "tasks": [[cell.name, cell.max_score] for cell in assignment.notebooks[0].task_cells],
            "solutions": len(assignment.notebooks[0].solution_cells),
            "sources": len(assignment.notebooks[0].source_cells),
        }
        for submission in assignment.submissions:
            notebook = submission.notebooks[0]
            found["marks"][f"{assignment.name}/{submission.student.id}"] = {
                "id": notebook.id,
                "score": submission.score,
                "time": submission.timestamp.isoformat() if submission.timestamp else None,
                "penalty": notebook.late_submission_penalty,
                "grades": {g.name: [g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade] for g in notebook.grades},
                "comments": {c.name: [c.auto_comment, c.manual_comment] for c in notebook.comments},
            }
    return found


def mark(gradebook, wish):
    """What formgrader's handlers do with a grade and a comment that somebody types."""
    place = (wish["assignment"], wish["assignment"], wish["student"])
    for cell, (score, extra) in wish.get("grades", {}).items():
        grade = gradebook.find_grade(cell, *place)
        grade.manual_score, grade.extra_credit = score, extra
        grade.needs_manual_grade = score is None and grade.auto_score is None
    for cell, comment in wish.get("comments", {}).items():
        gradebook.find_comment(cell, *place).manual_comment = comment
    gradebook.db.commit()


with Gradebook(sys.argv[1], "unroll") as opened:
    if sys.argv[2] == "show":
        print(json.dumps(show(opened)))
    elif sys.argv[2] == "mark":
        mark(opened, json.loads(sys.argv[3]))
    elif sys.argv[2] == "extend":
        wish = json.loads(sys.argv[3])
        opened.grant_extension(wish["assignment"], wish["student"], hours=wish["hours"])

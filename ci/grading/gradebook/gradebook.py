"""Results into nbgrader's database, or a student out of it.

Reads one JSON object a line from standard input: first the task, then exercises, then submissions. Answers with lines of
JSON: `say` for people, and at the end `done`, `refused` or `away`. One process and one transaction for everything.
"""

import json
import logging
import sys
import time

from database import is_missing, open_gradebook, place_of, transaction, url_of
from exercise import put_exercise
from lines import say
from nbgrader.api import Comment, Grade, Student, SubmittedAssignment, SubmittedNotebook
from nbgrader.utils import parse_utc
from penalties import load_config, penalty_by
from scores import put_comments, put_grades, put_penalties, put_submissions
from sqlalchemy import delete, insert, select
from trouble import Away, Refused, told


def moment(words):
    """A time as nbgrader reads it; None where it is none."""
    try:
        return parse_utc(words)
    except Exception:  # dateutil has many ways to refuse what somebody wrote into timestamp.txt
        return None


def put_students(session, jobs):
    known = set(session.scalars(select(Student.id)))
    fresh = {}
    for job in jobs:
        if job["student"] not in known:
            fresh.setdefault(job["student"], {"id": job["student"], "last_name": job["name"]})
    if fresh:
        session.execute(insert(Student), list(fresh.values()))


def write(gradebook, task, exercises, jobs, penalty_of):
    changed = 0
    with transaction(gradebook) as session:
        put_students(session, jobs)
        for wanted in exercises:
            mine = [job for job in jobs if job["assignment"] == wanted["name"]]
            due = moment(task["due"].get(wanted["name"]))
            assignment, notebook, cells = put_exercise(session, wanted, gradebook.course_id, due)
            put_submissions(session, assignment, notebook, mine)
            changed += put_grades(session, notebook, mine, {**cells["grade"], **cells["task"]})
            put_comments(session, notebook, mine, {**cells["solution"], **cells["task"]})
            put_penalties(session, mine, penalty_of)
    return {"changed": changed}


def forget(gradebook, student):
    with transaction(gradebook) as session:
        submissions = select(SubmittedAssignment.id).where(SubmittedAssignment.student_id == student)
        notebooks = select(SubmittedNotebook.id).where(SubmittedNotebook.assignment_id.in_(submissions))
        for model in (Grade, Comment):
            run(session, delete(model).where(model.notebook_id.in_(notebooks)))
        run(session, delete(SubmittedNotebook).where(SubmittedNotebook.assignment_id.in_(submissions)))
        run(session, delete(SubmittedAssignment).where(SubmittedAssignment.student_id == student))
        was = run(session, delete(Student).where(Student.id == student))
    return {"students": was}


def run(session, statement):
    return session.execute(statement, execution_options={"synchronize_session": False}).rowcount


def patiently(url, seconds, act):
    """Tries again while the database is away, each time a little later."""
    end, pause, place = time.monotonic() + seconds, 0.5, place_of(url)
    while True:
        try:
            return act()
        except Exception as error:
            trouble = told(error, place)
            if not isinstance(trouble, Away) or time.monotonic() + pause > end:
                raise trouble from error
            if pause == 0.5:
                say(say=f"{trouble}; trying again for up to {seconds:g} seconds")
        time.sleep(pause)
        pause = min(2 * pause, 8)


def fulfil(lines):
    task, *rest = map(json.loads, lines)
    if not rest or "end" not in rest.pop():
        raise Refused("the grader ended too early")
    url = url_of(task["url"])
    config = load_config(task["config"])
    course = config.get("CourseDirectory", {}).get("course_id") or task["course"]
    if task["task"] == "forget" and is_missing(url):
        return {"students": 0, "place": place_of(url), "course": course}
    exercises = [line for line in rest if "cells" in line]
    jobs = [line for line in rest if "cells" not in line]
    timeless = []
    for job in jobs:
        words, job["time"] = job["time"], moment(job["time"])
        if words is not None and job["time"] is None:
            timeless.append(words)
    penalty_of = penalty_by(config)

    def act():
        with open_gradebook(url, course) as gradebook:
            if task["task"] == "forget":
                return forget(gradebook, task["student"])
            return write(gradebook, task, exercises, jobs, penalty_of)

    done = patiently(url, task["seconds"], act)
    return {**done, "place": place_of(url), "course": course, "timeless": timeless}


def main():
    # Configuration and plugins may print; lines to the grader go to the true output alone.
    sys.stdout = sys.stderr
    logging.getLogger("tornado.application").setLevel(logging.CRITICAL)
    try:
        say(done=fulfil(sys.stdin))
    except Refused as error:
        say(refused=str(error))
    except Away as error:
        say(away=str(error))


if __name__ == "__main__":
    main()

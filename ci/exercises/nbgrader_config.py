"""Settings with which nbgrader makes from solutions/ what ci/exercises/generate.ts makes.

generate.ts is what the course uses (no Python, 0.1 s); a test runs nbgrader with these settings and compares.
UNROLL_HEADER names a notebook with the first cell 'Generated from ...'.
"""

import os

c = get_config()  # noqa: F821  (nbgrader defines it)
c.CourseDirectory.course_id = "unroll"
c.CourseDirectory.root = os.environ.get("UNROLL_COURSE", os.getcwd())
c.GenerateAssignment.no_database = True
c.GenerateAssignment.create_assignment = True
c.IncludeHeaderFooter.header = os.environ.get("UNROLL_HEADER", "")
# Cells tagged `solution` explain the solution: nbconvert's own preprocessor takes them out first.
c.TagRemovePreprocessor.enabled = True
c.TagRemovePreprocessor.remove_cell_tags = {"solution"}
c.GenerateAssignment.preprocessors = [
    "nbconvert.preprocessors.TagRemovePreprocessor",
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.ClearSolutions.code_stub = {"typescript": "// YOUR CODE HERE\nthrow new Error('not implemented');"}
c.ClearSolutions.begin_solution_delimeter = "BEGIN SOLUTION"
c.ClearSolutions.end_solution_delimeter = "END SOLUTION"
c.ClearHiddenTests.begin_test_delimeter = "BEGIN HIDDEN TESTS"
c.ClearHiddenTests.end_test_delimeter = "END HIDDEN TESTS"
c.ClearMarkScheme.begin_mark_scheme_delimeter = "BEGIN MARK SCHEME"
c.ClearMarkScheme.end_mark_scheme_delimeter = "END MARK SCHEME"

"""Settings of a course whose gradebook is nbgrader's: those of ci/exercises, and cells kept in the database.

The bench copies this file into a folder of its own; UNROLL_PROJECT names the project's.
"""

import os

c = get_config()  # noqa: F821  (nbgrader defines it)
load_subconfig("nbgrader_config.py", path=os.path.join(os.environ["UNROLL_PROJECT"], "ci/exercises"))  # noqa: F821
c.GenerateAssignment.no_database = False
steps = list(c.GenerateAssignment.preprocessors)
# Behind the first checksums and before hidden tests go: these are the cells that autograde puts back.
steps.insert(steps.index("nbgrader.preprocessors.ComputeChecksums") + 1, "nbgrader.preprocessors.SaveCells")
c.GenerateAssignment.preprocessors = steps

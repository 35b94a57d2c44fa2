"""Make exercises with nbgrader's own generate_assignment, all in one process (each start of nbgrader costs 6 s of CPU).

    python nbgrader_generate.py COURSE NAME...

COURSE holds source/NAME/NAME.ipynb and header/NAME.ipynb; the exercises appear in release/NAME/NAME.ipynb.
"""

import os
import sys

from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from traitlets.config import PyFileConfigLoader


def main(course, names):
    here = os.path.dirname(os.path.abspath(__file__))
    os.environ["UNROLL_COURSE"] = course
    for name in names:
        os.environ["UNROLL_HEADER"] = f"header/{name}.ipynb"
        config = PyFileConfigLoader("nbgrader_config.py", path=here).load_config()
        directory = CourseDirectory(config=config, assignment_id=name)
        GenerateAssignment(coursedir=directory, config=config, force=True).start()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])

"""Late penalties as nbgrader's autograde gives them, with the plugin that nbgrader_config.py names."""

import os
import sys
from types import SimpleNamespace

from nbgrader.preprocessors import AssignLatePenalties
from traitlets.config import Config, PyFileConfigLoader
from trouble import Refused


def load_config(file):
    if file is None:
        return Config()
    folder, name = os.path.split(os.path.abspath(file))
    # A plugin may lie beside the configuration.
    sys.path.append(folder)
    try:
        return PyFileConfigLoader(name, path=folder).load_config()
    except Exception as error:
        raise Refused(f"{file} cannot be read: {type(error).__name__}: {error}") from error


def penalty_by(config):
    """A function of student, points and seconds; None where there is no penalty."""
    try:
        preprocessor = AssignLatePenalties(config=config)
        preprocessor.init_plugin()
    except Exception as error:
        raise Refused(f"the late submission plugin cannot be loaded: {type(error).__name__}: {error}") from error

    def penalty_of(student, points, seconds):
        if seconds <= 0:
            return None
        try:
            penalty = preprocessor.plugin_inst.late_submission_penalty(student, points, seconds)
            if penalty is None:
                return None
            return float(preprocessor._check_late_penalty(SimpleNamespace(score=points), penalty))
        except Exception as error:
            raise Refused(f"the late submission plugin failed for {student}: {type(error).__name__}: {error}") from error

    return penalty_of

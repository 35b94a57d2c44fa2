"""Lines of JSON to the grader."""

import json
import sys


def say(**message):
    print(json.dumps(message), file=sys.__stdout__, flush=True)

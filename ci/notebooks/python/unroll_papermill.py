"""Teach papermill to write parameters in TypeScript.

This folder on PYTHONPATH is enough: papermill loads every entry point of the group `papermill.engine`
(see the .dist-info folder), and loading this module registers the translator. No wheel, no install.
"""

import json
import math
import re

from papermill.engines import NBClientEngine
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators

# One declaration of the parameters cell: `const name: type = value; // help`
DECLARATION = re.compile(
    r"^[ \t]*(?:const|let|var)[ \t]+(?P<name>[\w$]+)[ \t]*(?::(?P<type>(?:=>|[^=])+?))?[ \t]*=(?!>)[ \t]*(?P<value>.*)$",
    re.MULTILINE,
)
TRAILING_COMMENT = re.compile(r"^(?P<value>.*?);?[ \t]*(?://[ \t]*(?P<help>.*))?$")


class TypeScriptTranslator(Translator):
    """Values become `const name = value;`; a type written in the parameters cell is repeated."""

    # papermill inspects the parameters cell right before it translates the values, but hands the translator the
    # values only. An annotation such as `number[]` or `'adam' | 'sgd'` must survive, so it is remembered in between.
    _annotations: dict = {}

    @classmethod
    def translate_str(cls, val):
        # JSON strings are TypeScript strings (ES2019), except that a lone surrogate cannot leave Python as UTF-8:
        # ensure_ascii writes it as \uXXXX.
        return json.dumps(val)

    @classmethod
    def translate_escaped_str(cls, str_val):
        return json.dumps(str(str_val))

    @classmethod
    def translate_none(cls, val):
        return "null"

    @classmethod
    def translate_int(cls, val):
        if abs(val) > 2**53:
            raise ValueError(f"parameter {val} is beyond 2^53: a TypeScript number cannot hold it")
        return str(val)

    @classmethod
    def translate_float(cls, val):
        if math.isnan(val):
            return "NaN"
        if math.isinf(val):
            return "Infinity" if val > 0 else "-Infinity"
        return repr(val)

    @classmethod
    def translate_list(cls, val):
        return "[" + ", ".join(cls.translate(item) for item in val) + "]"

    @classmethod
    def translate_dict(cls, val):
        # A computed key keeps `__proto__` an ordinary property.
        fields = (f"[{json.dumps(str(key))}]: {cls.translate(item)}" for key, item in val.items())
        return "{" + ", ".join(fields) + "}"

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}"

    @classmethod
    def assign(cls, name, str_val):
        annotation = cls._annotations.get(name) or cls._widened(str_val)
        return f"const {name}{f': {annotation}' if annotation else ''} = {str_val};"

    @classmethod
    def _widened(cls, str_val):
        # `const epochs = 2` has the type 2, and `epochs === 20` below it would no longer compile. Texts keep their
        # narrow type, because a function that takes 'adam' | 'sgd' takes no string.
        if str_val in ("true", "false"):
            return "boolean"
        return "number" if re.fullmatch(r"-?(?:\d.*|Infinity)|NaN", str_val) else None

    @classmethod
    def codify(cls, parameters, comment="Parameters"):
        try:
            return super().codify(parameters, comment)
        finally:
            cls._annotations = {}

    @classmethod
    def inspect(cls, parameters_cell):
        found = []
        for match in DECLARATION.finditer(parameters_cell["source"]):
            annotation = (match["type"] or "").strip()
            rest = TRAILING_COMMENT.match(match["value"])
            found.append(
                Parameter(
                    name=match["name"],
                    inferred_type_name=annotation or "None",
                    default=rest["value"],
                    help=rest["help"] or "",
                )
            )
        cls._annotations = {item.name: item.inferred_type_name for item in found if item.inferred_type_name != "None"}
        return found


class UnrollEngine(NBClientEngine):
    """papermill's own engine under a name of ours: an entry point needs one to load this module."""


for language in ("typescript", "tslab"):
    papermill_translators.register(language, TypeScriptTranslator)

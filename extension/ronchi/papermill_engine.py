"""Parameters of papermill for notebooks in TypeScript: `papermill -p x 3 in.ipynb out.ipynb`.

papermill has no place where a language can say how its parameters are written, but it loads every engine that an
entry point names before it writes any. So this engine is papermill's own, and loading it teaches papermill TypeScript.
"""

import json
import re

from papermill.engines import NBClientEngine
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators


class TypeScriptTranslator(Translator):
    """How values of Python are written in a cell, and what a cell tagged "parameters" declares."""

    # `const size: [number, number] = [4, 4]; // scan points`
    PARAMETER = re.compile(
        r"^(?:export\s+)?(?:const|let|var)\s+(?P<name>[\w$]+)\s*"
        r"(?::\s*(?P<type>(?:=>|[^=])+?)\s*)?=(?!>)\s*"
        # A comment does not begin within a text: "https://…".
        r"(?P<value>(?:(?P<quote>[\"'`])(?:\\.|(?!(?P=quote)).)*(?P=quote)|(?!//)[^\"'`])+?)\s*;?\s*"
        r"(?://\s*(?P<help>.*))?$"
    )

    @classmethod
    def translate(cls, val):
        # JSON of a number that is no number is NaN or Infinity, as in TypeScript.
        return json.dumps(val, ensure_ascii=False, default=str)

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}".strip()

    @classmethod
    def assign(cls, name, str_val):
        # A declaration of its own, so that the type of the default value does not matter.
        return f"let {name} = {str_val};"

    @classmethod
    def inspect(cls, parameters_cell):
        lines = parameters_cell["source"].splitlines()
        found = [match for match in map(cls.PARAMETER.match, map(str.strip, lines)) if match]
        return [
            Parameter(
                name=match["name"],
                inferred_type_name=match["type"] or "None",
                default=match["value"],
                help=match["help"] or "",
            )
            for match in found
        ]


papermill_translators.register("typescript", TypeScriptTranslator)


class Engine(NBClientEngine):
    """papermill's own engine: `papermill --engine ronchi` differs in nothing."""

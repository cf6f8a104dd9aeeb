"""Garbage collection of a Lambda: none while its modules are imported, and none of what they are.

Modules, classes and models stay as long as the process. The collector would look through all of them
time and again while they are made, a tenth of a cold start's CPU (`make bench`), and find nothing.
Only in a Lambda: a test or a tool that imports a handler keeps its collector.
"""

import gc
import os

IN_A_LAMBDA = "AWS_LAMBDA_FUNCTION_NAME"
"""Variable that Lambda sets (Developer Guide, "Defined runtime environment variables")."""


def begin() -> None:
    """Stop collecting. A Lambda's package calls it, before its handler imports anything."""
    if IN_A_LAMBDA in os.environ:
        gc.disable()


def end() -> None:
    """Collect again, from what is made from here on. A handler calls it as its last line."""
    if IN_A_LAMBDA in os.environ:
        gc.freeze()
        gc.enable()

"""What SnapStart needs: a snapshot of an imported function is restored many times over, so the import
makes nothing that must be there once only.
"""

import json

import pytest

from tests.infrastructure.conftest import printed
from tools.build_package import lambda_packages

WATCHED_IMPORT = """
import datetime, gc, json, os, random, socket, sys, tempfile, threading, uuid

found = []

def audit(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "subprocess.Popen"):
        found.append(event)

def watch(module, name):
    original = getattr(module, name)
    def watched(*arguments, **keywords):
        found.append(f"{module.__name__}.{name}")
        return original(*arguments, **keywords)
    setattr(module, name, watched)

def sockets():
    paths = (f"/proc/self/fd/{fd}" for fd in os.listdir("/proc/self/fd"))
    return sum(os.path.lexists(path) and os.readlink(path).startswith("socket:") for path in paths)

sys.addaudithook(audit)
watch(os, "urandom")
watch(os, "getrandom")
watch(uuid, "uuid1")
watch(uuid, "uuid4")
watch(random, "_urandom")
watch(random, "seed")
watch(random, "random")
watch(random, "getrandbits")
before = sockets()
MODULE
if sockets() != before:
    found.append("open connection")
if threading.active_count() > 1:
    found.append("thread")

from botocore.client import BaseClient
unique = (BaseClient, datetime.datetime, random.Random, socket.socket, uuid.UUID)
for name, module in list(sys.modules.items()):
    if name.startswith("ai_chef"):
        found += [f"{name}.{key}" for key, value in vars(module).items() if isinstance(value, unique)]
from ai_chef_common.aws import dynamodb, session
found += [f"client of {made.__name__}" for made in (dynamodb, session) if made.cache_info().currsize]
print(json.dumps(found))
"""

RESTORED = """
import random, sys, types
hooks = []
sys.modules["snapshot_restore_py"] = types.SimpleNamespace(register_after_restore=hooks.append)
import ai_chef_HANDLER.handler
state = random.getstate()
for hook in hooks:
    hook()
print(random.getstate() != state)
"""


def made_at_import(module: str) -> list[str]:
    """Return what importing `module` in a new process made that a restored copy would share."""
    made: list[str] = json.loads(printed(WATCHED_IMPORT.replace("MODULE", module)))
    return made


@pytest.mark.parametrize("package", lambda_packages())
def test_importing_a_function_makes_no_connection_client_seed_or_unique_value(package: str) -> None:
    assert made_at_import(f"import ai_chef_{package}.handler") == []


@pytest.mark.parametrize("package", lambda_packages())
def test_a_restored_copy_draws_random_numbers_of_its_own(package: str) -> None:
    started = {"AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start"}

    assert printed(RESTORED.replace("HANDLER", package), **started).strip() == "True"


@pytest.mark.parametrize(
    "statement",
    [
        "kept = socket.socket()",
        "uuid.uuid4()",
        "random.seed()",
        "import secrets; secrets.token_hex()",
        "from ai_chef_common.aws import dynamodb; dynamodb()",
        "import ai_chef_common.clock as c; c.started = c.utc_now()",
    ],
)
def test_what_must_be_there_once_only_is_seen(statement: str) -> None:
    assert made_at_import(statement) != []

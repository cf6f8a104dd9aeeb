import subprocess
import sys
from typing import Any

from ai_chef_common import aws


def test_importing_makes_no_client() -> None:
    check = (
        "from botocore.session import Session\n"
        "def refuse(*args, **kwargs): raise AssertionError('a client at import')\n"
        "Session.create_client = refuse\n"
        "import ai_chef_common.step, ai_chef_common.sessions.store, ai_chef_common.sessions.results\n"
    )

    subprocess.run([sys.executable, "-c", check], check=True)


def test_there_is_one_client_per_process_until_tests_forget_it() -> None:
    aws.dynamodb.cache_clear()
    first = aws.dynamodb()

    assert aws.dynamodb() is first
    aws.dynamodb.cache_clear()
    assert aws.dynamodb() is not first


def test_the_client_gives_up_in_time() -> None:
    config: Any = aws.dynamodb().meta.config

    assert (config.connect_timeout, config.read_timeout) == (1, 3)
    assert config.retries["total_max_attempts"] == 3

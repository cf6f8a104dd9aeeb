"""Run the emulator with its patches, in the foreground. Started by `tools.local_aws.server`.

The interpreter is the emulator's own environment: nothing of the project's is installed there.
"""

import os
import signal
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from ministack.app import main

from tools.local_aws import ENDS_WITH_STARTER
from tools.local_aws.patches import apply_all


def end_with_starter() -> None:
    """Wait until the starter is gone, which closes our standard input; then end the group."""
    os.read(sys.stdin.fileno(), 1)
    os.killpg(os.getpgrp(), signal.SIGKILL)


if __name__ == "__main__":
    if os.environ.pop(ENDS_WITH_STARTER, None):
        threading.Thread(target=end_with_starter, daemon=True).start()
    apply_all()
    main()

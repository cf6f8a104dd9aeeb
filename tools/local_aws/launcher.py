"""Run the emulator with its patches, in the foreground. Started by `tools.local_aws.server`.

The interpreter is the emulator's own environment: nothing of the project's is installed there.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from ministack.app import main

from tools.local_aws.patches import apply_all

if __name__ == "__main__":
    apply_all()
    main()

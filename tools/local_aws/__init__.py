"""The local AWS: the pinned emulator in its own environment, with a few patches."""

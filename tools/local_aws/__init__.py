"""The local AWS: the pinned emulator in its own environment, with a few patches."""

ENDS_WITH_STARTER = "AI_CHEF_LOCAL_AWS_ENDS_WITH_STARTER"
"""Set for the launcher if its standard input is a pipe that its starter holds open."""

"""The logger of a Lambda: one definition, since Powertools keeps one formatter in each process.

A line leaves out the place of the call, which its message tells, and the trace, to which
`requestId` leads: every line is paid for by its bytes.
"""

from aws_lambda_powertools.logging import Logger

logger = Logger(utc=True, datefmt="%Y-%m-%dT%H:%M:%S.%FZ", location=None, xray_trace_id=None)

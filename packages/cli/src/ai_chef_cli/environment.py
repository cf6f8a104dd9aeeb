"""Where an environment of AI Chef is reached: its state machine and its two tables."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    CredentialRetrievalError,
    HTTPClientError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOError,
)
from botocore.exceptions import ConnectionError as NoConnectionError

from ai_chef_common.sessions.eraser import SessionEraser
from ai_chef_common.sessions.reader import SessionReader
from ai_chef_common.sessions.results import ResultStore

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_stepfunctions import SFNClient

REGION = "ap-northeast-2"
LOCAL_ENDPOINT_FILE = Path(".local", "aws.json")
CLIENT_CONFIG = Config(connect_timeout=3, read_timeout=10, retries={"mode": "standard"})


LOG_IN = "AWS 로그인 정보가 없거나 만료되었습니다. `aws sso login`이나 AWS_PROFILE을 확인해 주세요."
NO_CREDENTIALS = (
    NoCredentialsError, PartialCredentialsError, CredentialRetrievalError, SSOError,
)  # fmt: skip
NO_ANSWER = (NoConnectionError, HTTPClientError)
STOPPED = "로컬 AWS가 멈춰 있습니다. 저장소에서 `make up`을 실행해 다시 켠 뒤 `make demo`로 배포해 주세요."
EXPIRED = frozenset(
    {"ExpiredToken", "ExpiredTokenException", "UnrecognizedClientException", "InvalidClientTokenId"}
)


class EnvironmentUnreachable(Exception):
    """The environment cannot be reached; the text tells the person what to do."""


def _url_in(file: Path) -> str:
    """Return the URL that `make up` wrote.

    Raises
    ------
    EnvironmentUnreachable
        The file is broken.
    """
    try:
        url = json.loads(file.read_text("utf-8"))["url"]
    except (OSError, ValueError, RecursionError, KeyError, TypeError):
        url = None
    if not isinstance(url, str) or not re.fullmatch(r"https?://[\w.-]+(:\d{1,5})?/?", url):
        raise EnvironmentUnreachable(
            f"'{file}' 파일을 읽을 수 없습니다. 저장소에서 `make down`, `make up`을 실행해 주세요."
        )
    return url


@contextmanager
def aws_in_words(name: str, advice: str = "") -> Iterator[None]:
    """Tell what AWS or the way to it refused, in words for the person.

    Raises
    ------
    EnvironmentUnreachable
        Whatever boto3 raised within.
    """
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        if name == "local" and isinstance(error, NO_ANSWER):
            raise EnvironmentUnreachable(STOPPED) from error
        raise EnvironmentUnreachable(
            f"'{name}' 환경에 연결할 수 없습니다. {_advice(error) or advice} ({type(error).__name__})"
        ) from error


def _advice(error: BotoCoreError | ClientError) -> str:
    """Return what to do about a failure that has the same cause wherever it happens."""
    if isinstance(error, ClientError):
        code = error.response.get("Error", {}).get("Code", "")
        return LOG_IN if code in EXPIRED else ""
    if isinstance(error, NO_CREDENTIALS):
        return LOG_IN
    if isinstance(error, ProfileNotFound):
        return (
            "AWS_PROFILE에 적힌 프로필이 없습니다. `aws configure list-profiles`로 확인해 주세요."
        )
    return ""


@dataclass(frozen=True)
class Environment:
    """One deployed environment, found by the naming rule ``ai-chef-<thing>-<env>``."""

    name: str

    def __post_init__(self) -> None:
        """Refuse a name that no environment can have.

        Raises
        ------
        EnvironmentUnreachable
            It is none.
        """
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,31}", self.name):
            raise EnvironmentUnreachable(
                "환경 이름은 영문 소문자, 숫자, -로 적어 주세요: local, dev, prod."
            )

    @cached_property
    def session(self) -> boto3.Session:
        """The boto3 session: the person's own, or the local AWS's fixed test keys."""
        if self.name == "local":
            return boto3.Session("test", "test", region_name=REGION)
        own = boto3.Session()
        return own if own.region_name else boto3.Session(region_name=REGION)

    @cached_property
    def endpoint_url(self) -> str | None:
        """URL of the local AWS, from ``.local/aws.json`` here or in a folder above; None on AWS."""
        if self.name != "local":
            return None
        here = Path.cwd()
        for folder in (here, *here.parents):
            file = folder / LOCAL_ENDPOINT_FILE
            if file.exists():
                return _url_in(file)
        raise EnvironmentUnreachable(
            "로컬 AWS가 실행 중이 아닙니다. 저장소에서 `make demo`를 먼저 실행해 주세요."
        )

    @cached_property
    def step_functions(self) -> "SFNClient":
        """Client for the state machine."""
        client: SFNClient = self.session.client(
            "stepfunctions", endpoint_url=self.endpoint_url, config=CLIENT_CONFIG
        )
        return client

    @cached_property
    def sessions(self) -> SessionReader:
        """The Sessions table."""
        return SessionReader(f"ai-chef-sessions-{self.name}", client=self._dynamodb)

    @cached_property
    def results(self) -> ResultStore:
        """The Results table."""
        return ResultStore(f"ai-chef-results-{self.name}", client=self._dynamodb)

    @cached_property
    def eraser(self) -> SessionEraser:
        """What deletes sessions and their results."""
        return SessionEraser(
            f"ai-chef-sessions-{self.name}", f"ai-chef-results-{self.name}", client=self._dynamodb
        )

    @cached_property
    def state_machine_arn(self) -> str:
        """ARN of the workflow.

        Raises
        ------
        EnvironmentUnreachable
            No credentials, or nothing answers.
        """
        sts = self.session.client("sts", endpoint_url=self.endpoint_url, config=CLIENT_CONFIG)
        with self._reaching("AWS 로그인과 네트워크를 확인해 주세요."):
            account = sts.get_caller_identity()["Account"]
        region = self.session.region_name or REGION
        return f"arn:aws:states:{region}:{account}:stateMachine:ai-chef-workflow-{self.name}"

    def require_answer(self) -> None:
        """Ask AWS who the caller is, before anything is asked of a person.

        Raises
        ------
        EnvironmentUnreachable
            No credentials, or nothing answers.
        """
        _ = self.state_machine_arn

    @cached_property
    def api_url(self) -> str:
        """Address of the page and the HTTP API, with a slash at its end.

        Raises
        ------
        EnvironmentUnreachable
            It is not deployed, or may not be looked for with these credentials.
        """
        gateway: Any = self.session.client(
            "apigatewayv2", endpoint_url=self.endpoint_url, config=CLIENT_CONFIG
        )
        with self._reaching("API Gateway를 읽을 권한이 있는지 확인해 주세요."):
            pages = gateway.get_paginator("get_apis").paginate()
            apis = [api for page in pages for api in page["Items"]]
        for api in apis:
            if api["Name"] == f"ai-chef-{self.name}":
                if self.endpoint_url:  # the local AWS answers for all hosts at one address
                    return f"{self.endpoint_url}/_aws/execute-api/{api['ApiId']}/$default/"
                return f"{api['ApiEndpoint']}/"
        raise EnvironmentUnreachable(
            f"'{self.name}' 환경에 화면이 없습니다. `make deploy ENV={self.name}`으로 배포해 주세요."
        )

    def start(self, given: dict[str, object], execution_name: str) -> str:
        """Start an execution with the input `given` and return its ARN.

        Raises
        ------
        EnvironmentUnreachable
            The state machine is not deployed, or may not be started with these credentials.
        """
        with self._reaching(f"`make deploy ENV={self.name}`으로 배포되었는지 확인해 주세요."):
            started = self.step_functions.start_execution(
                stateMachineArn=self.state_machine_arn,
                name=execution_name,
                input=json.dumps(given, ensure_ascii=False),
            )
        return started["executionArn"]

    def execution_error(self, execution_arn: str) -> str | None:
        """Return the error name of an execution that ended badly; None while it runs or succeeded.

        Raises
        ------
        EnvironmentUnreachable
            The state machine cannot be asked.
        """
        with self._reaching("워크플로 상태를 읽을 권한이 있는지 확인해 주세요."):
            description = self.step_functions.describe_execution(executionArn=execution_arn)
        if description["status"] in ("RUNNING", "SUCCEEDED"):
            return None
        return description.get("error") or description["status"]

    def history(self, execution_arn: str) -> list[dict[str, Any]]:
        """Return the events of an execution, oldest first, without the data that they carry.

        Raises
        ------
        EnvironmentUnreachable
            The history cannot be read, or is older than the 90 days that AWS keeps it.
        """
        with self._reaching(
            "워크플로 기록을 읽을 권한이 있는지, 90일이 지나지 않았는지 확인해 주세요."
        ):
            pages = self.step_functions.get_paginator("get_execution_history").paginate(
                executionArn=execution_arn, includeExecutionData=False
            )
            return [dict(event) for page in pages for event in page["events"]]

    @contextmanager
    def _reaching(self, advice: str) -> Iterator[None]:
        with aws_in_words(self.name, advice):
            yield

    @cached_property
    def _dynamodb(self) -> "DynamoDBClient":
        client: DynamoDBClient = self.session.client(
            "dynamodb", endpoint_url=self.endpoint_url, config=CLIENT_CONFIG
        )
        return client

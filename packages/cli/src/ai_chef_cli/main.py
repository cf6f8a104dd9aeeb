"""The commands. Exit codes: 0 completed, 1 failed, 2 bad input or nothing to read."""

import io
import json
import sys
import uuid
import webbrowser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from ai_chef_cli.card import card
from ai_chef_cli.environment import Environment, EnvironmentUnreachable, aws_in_words
from ai_chef_cli.options import options as profile_options
from ai_chef_cli.options import tables as option_tables
from ai_chef_cli.plain import plain
from ai_chef_cli.profiles import ProfileUnreadable, ask, can_ask, from_flags, problems, read_file
from ai_chef_cli.shopping import by_shop, list_table
from ai_chef_cli.texts import STATUSES
from ai_chef_cli.trace import table as trace_table
from ai_chef_cli.trace import timeline
from ai_chef_cli.watch import RefusedExecution, WaitTimeout, follow
from ai_chef_common.contracts.base import PayloadInvalid, is_session_id, parse
from ai_chef_common.contracts.execution import ExecutionInput
from ai_chef_common.contracts.result import StoredResult
from ai_chef_common.errors import AiChefError
from ai_chef_common.reprice import profile_of
from ai_chef_common.sessions.model import Session, SessionFailure
from ai_chef_common.sessions.phases import Status

COMPLETED, FAILED, BAD_INPUT = 0, 1, 2

app = typer.Typer(
    help="AI Chef: 식단 프로필로 레시피와 재료 가격을 받습니다.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = Console()
messages = Console(stderr=True)

Env = Annotated[str, typer.Option("--env", help="환경: local, dev, prod")]
AsJson = Annotated[bool, typer.Option("--json", help="프로그램이 읽을 JSON으로 출력")]
NewSession = Annotated[str | None, typer.Option("--session-id", help="새 세션 번호")]
Seconds = Annotated[int, typer.Option("--seconds", help="기다릴 시간(초)")]
SessionArgument = Annotated[str, typer.Argument(metavar="SESSION", help="세션 번호")]


def _flag(name: str, text: str) -> Any:
    return typer.Option(name, help=text, rich_help_panel="프로필")


@app.command()
def run(  # noqa: PLR0917 - typer's options are parameters
    context: typer.Context,
    profile: Annotated[
        Path | None,
        typer.Option("--profile", help="식단 프로필 JSON 파일. 함께 준 옵션이 파일보다 앞섭니다."),
    ] = None,
    target: Annotated[str | None, _flag("--target", "식단 목표: keto, 비건 …")] = None,
    health_conditions: Annotated[
        list[str] | None, _flag("--health-condition", "건강 상태: 고혈압 …")
    ] = None,
    allergies: Annotated[list[str] | None, _flag("--allergy", "알레르기: 우유 …")] = None,
    cooking_level: Annotated[str | None, _flag("--cooking-level", "요리 실력: 초급 …")] = None,
    budget: Annotated[str | None, _flag("--budget", "예산(원)")] = None,
    servings: Annotated[str | None, _flag("--servings", "몇 인분")] = None,
    max_cooking_minutes: Annotated[
        str | None, _flag("--max-cooking-minutes", "조리 시간(분)")
    ] = None,
    available_ingredients: Annotated[
        list[str] | None, _flag("--available-ingredient", "집에 있는 재료")
    ] = None,
    dislikes: Annotated[list[str] | None, _flag("--dislike", "싫어하는 재료")] = None,
    cuisine: Annotated[str | None, _flag("--cuisine", "요리 종류: 한식 …")] = None,
    pantry: Annotated[
        list[str] | None, _flag("--pantry", "집에 있는 양념. 하나도 없으면 ''")
    ] = None,
    not_again: Annotated[
        list[str] | None, _flag("--not-again", "다시 보고 싶지 않은 레시피")
    ] = None,
    session_id: NewSession = None,
    env: Env = "local",
    as_json: AsJson = False,
    seconds: Seconds = 630,
) -> None:
    """프로필로 레시피 한 개를 만들고, 진행 상황과 결과를 보여 줍니다.

    프로필은 파일이나 옵션으로 줍니다. 둘 다 없으면 하나씩 여쭤봅니다.
    쓸 수 있는 값은 `ai-chef options`가 보여 줍니다.
    """
    given = {
        "sessionId": _new_session_id() if session_id is None else _checked(session_id),
        "profile": _wishes(profile, context.params, env),
    }
    _run(given, env, seconds=seconds, as_json=as_json)


@app.command()
def check(
    profile: Annotated[Path, typer.Option("--profile", help="식단 프로필 JSON 파일")],
) -> None:
    """프로필에 잘못된 곳이 없는지만 확인합니다. 아무것도 시작하지 않습니다."""
    found = problems(_read_profile(profile))
    if found:
        listed = "\n  ".join(problem.for_people() for problem in found)
        _stop(f"프로필 파일 '{profile}'을 확인해 주세요:\n  {listed}", BAD_INPUT)


@app.command()
def options(as_json: AsJson = False) -> None:
    """프로필에 쓸 수 있는 값을 한국어와 코드로 보여 줍니다."""
    if as_json:
        _print_json(profile_options())
    else:
        for title, values in option_tables():
            console.print(plain(title, style="bold"))
            console.print(values)


@app.command()
def reprice(  # noqa: PLR0917 - typer's options are parameters
    session: SessionArgument,
    profile: Annotated[
        Path | None,
        typer.Option("--profile", help="새 식단 프로필 JSON 파일 (없으면 그때 조건 그대로)"),
    ] = None,
    session_id: NewSession = None,
    env: Env = "local",
    as_json: AsJson = False,
    seconds: Seconds = 630,
) -> None:
    """끝난 세션의 레시피는 그대로 두고 가격만 다시 조회합니다. 새 세션에 저장합니다."""
    _checked(session)
    if profile is None:
        with _errors_in_words(env):
            stored = Environment(env).results.get(session)
        if stored is None:
            _stop_not_found(session, env)
        wishes = profile_of(stored.result)
    else:
        wishes = _read_profile(profile)
    given = {
        "sessionId": _new_session_id() if session_id is None else _checked(session_id),
        "profile": wishes,
        "repriceOf": session,
    }
    _run(given, env, seconds=seconds, as_json=as_json)


def _new_session_id() -> str:
    return f"sess_{uuid.uuid4().hex[:12]}"


def _run(given: dict[str, Any], env: str, *, seconds: int, as_json: bool) -> NoReturn:
    """Start the workflow, follow it to its end, and show what came of it."""
    session_id = given["sessionId"]
    try:
        parse(ExecutionInput, given)
    except PayloadInvalid as error:
        listed = "\n  ".join(problem.for_people() for problem in error.problems)
        _stop(f"입력 내용을 확인해 주세요:\n  {listed}", BAD_INPUT)
    try:
        with _errors_in_words(env):
            environment = Environment(env)
            execution_arn = environment.start(given, f"{session_id}-{uuid.uuid4().hex[:8]}")
            session = _watch(environment, session_id, execution_arn, seconds=seconds, quiet=as_json)
            completed = session.status is Status.COMPLETED
            stored = environment.results.get(session_id) if completed else None
    except RefusedExecution as refused:
        _show_failure(session_id, refused.failure, as_json=as_json)
    except WaitTimeout:
        _stop(
            f"{seconds}초 안에 끝나지 않았습니다. `ai-chef status {session_id}`로 다시 확인해 주세요.",
            FAILED,
        )
    if stored is None:
        _show_failure(session_id, session.error, as_json=as_json)
    _show_result(stored, as_json=as_json)


@app.command()
def status(session: SessionArgument, env: Env = "local", as_json: AsJson = False) -> None:
    """세션이 어디까지 진행되었는지 보여 줍니다."""
    _checked(session)
    with _errors_in_words(env):
        found = Environment(env).sessions.get(session)
    if found is None:
        _stop_not_found(session, env)
    if as_json:
        _print_json(_session_json(found))
    else:
        console.print(f"{STATUSES[found.status]} · {found.phase_text} · {found.progress}%")
        if found.error:
            console.print(plain(f"{found.error.code}: {found.error.message}"))
    raise typer.Exit(FAILED if found.status is Status.FAILED else COMPLETED)


@app.command()
def result(
    session: SessionArgument,
    env: Env = "local",
    as_json: AsJson = False,
    shopping_list: Annotated[
        bool, typer.Option("--shopping-list", help="판매처별 장보기 목록만 출력")
    ] = False,
) -> None:
    """끝난 세션의 결과를 보여 줍니다."""
    _checked(session)
    with _errors_in_words(env):
        environment = Environment(env)
        found = environment.sessions.get(session)
        stored = environment.results.get(session)
    if found is None:
        _stop_not_found(session, env)
    if found.status is Status.FAILED:
        _show_failure(session, found.error, as_json=as_json)
    if found.status is not Status.COMPLETED or stored is None:
        _stop(
            f"아직 {found.phase.label}({found.progress}%)입니다. 잠시 뒤 다시 확인해 주세요.",
            FAILED,
        )
    if shopping_list:
        shops = by_shop(stored.result)
        if as_json:
            _print_json({"sessionId": session, "shops": shops})
        else:
            console.print(list_table(shops))
        raise typer.Exit(COMPLETED)
    _show_result(stored, as_json=as_json)


@app.command("open")
def open_page(
    env: Env = "local",
    browser: Annotated[bool, typer.Option(help="브라우저에서 열기")] = True,
) -> None:
    """화면의 주소를 보여 주고 브라우저에서 엽니다."""
    with _errors_in_words(env):
        address = Environment(env).api_url
    console.print(address, markup=False, highlight=False, soft_wrap=True)
    if browser and not webbrowser.open(address):
        messages.print("브라우저를 열지 못했습니다. 위 주소를 직접 열어 주세요.", style="yellow")


@app.command()
def trace(session: SessionArgument, env: Env = "local", as_json: AsJson = False) -> None:
    """세션의 단계별 시도와 걸린 시간을 보여 줍니다."""
    _checked(session)
    with _errors_in_words(env):
        environment = Environment(env)
        found = environment.sessions.get(session)
        if found is None:
            _stop_not_found(session, env)
        history = timeline(environment.history(found.execution.id))
    if as_json:
        attempts = [attempt.to_json() for attempt in history.attempts]
        _print_json({**_session_json(found), "seconds": history.seconds, "attempts": attempts})
    else:
        console.print(trace_table(history))
        console.print(f"{STATUSES[found.status]} · {found.execution.id}", style="dim", markup=False)
    raise typer.Exit(FAILED if found.status is Status.FAILED else COMPLETED)


@app.command()
def forget(session: SessionArgument, env: Env = "local") -> None:
    """세션과 그 결과를 지웁니다. 되돌릴 수 없습니다."""
    _checked(session)
    with _errors_in_words(env):
        erased = Environment(env).eraser.erase(session)
    if not erased:
        _stop_not_found(session, env)
    console.print(f"세션 '{session}'과 그 결과를 지웠습니다.", markup=False)


def _wishes(file: Path | None, flags: Mapping[str, Any], env: str) -> dict[str, Any]:
    """Return the profile of a file and of flags, which win; a person at a terminal is asked.

    Nobody is asked in vain: first the environment has to answer.
    """
    try:
        given = (read_file(file) if file else {}) | from_flags(flags)
        is_empty = not given and file is None
        if is_empty and can_ask():
            with _errors_in_words(env):
                Environment(env).require_answer()
            return ask(lambda line: console.print(plain(line)))
    except ProfileUnreadable as error:
        _stop(str(error), BAD_INPUT)
    except (EOFError, KeyboardInterrupt):
        _stop("\n그만두었습니다. 아무것도 시작하지 않았습니다.", BAD_INPUT)
    if is_empty:
        _stop(
            "프로필이 없습니다. `--profile 파일`이나 `--target keto`처럼 적어 주세요. "
            "쓸 수 있는 값은 `ai-chef options`가 보여 줍니다.",
            BAD_INPUT,
        )
    return given


def _read_profile(file: Path) -> dict[str, Any]:
    try:
        return read_file(file)
    except ProfileUnreadable as error:
        _stop(str(error), BAD_INPUT)


def _watch(
    environment: Environment, session_id: str, execution_arn: str, *, seconds: int, quiet: bool
) -> Session:
    columns = (
        SpinnerColumn(),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=messages, disable=quiet) as progress:
        task = progress.add_task("시작하는 중", total=100)
        session = None
        for session in follow(environment, session_id, execution_arn, seconds=seconds):
            progress.update(task, completed=session.progress, description=session.phase_text)
            if not quiet and not messages.is_terminal:
                messages.print(f"{session.progress:>3}% {session.phase_text}")
    assert session is not None  # noqa: S101 - follow yields before it ends
    return session


def _show_result(stored: StoredResult, *, as_json: bool) -> NoReturn:
    if as_json:
        _print_json(
            {
                "sessionId": stored.session_id,
                "status": Status.COMPLETED,
                "result": stored.result.to_json(),
            }
        )
    else:
        console.print(card(stored.result))
        console.print(f"세션 번호: {stored.session_id}", style="dim")
    raise typer.Exit(COMPLETED)


def _show_failure(session_id: str, failure: SessionFailure | None, *, as_json: bool) -> NoReturn:
    code, message = (
        (failure.code, failure.message) if failure else ("ResultNotFound", "결과가 없습니다.")
    )
    if as_json:
        _print_json(
            {
                "sessionId": session_id,
                "status": Status.FAILED,
                "error": {"code": code, "message": message},
            }
        )
    else:
        messages.print(plain(f"실패 ({code}): {message}", style="red"))
    raise typer.Exit(FAILED)


def _session_json(session: Session) -> dict[str, Any]:
    error = {"error": session.error._asdict()} if session.error else {}
    detail = {"phaseDetail": session.phase_detail} if session.phase_detail else {}
    return {
        "sessionId": session.session_id,
        "status": session.status,
        "phase": session.phase,
        **detail,
        "progress": session.progress,
        "createdAt": session.created_at,
        "updatedAt": session.updated_at,
        **error,
    }


@contextmanager
def _errors_in_words(env: str) -> Iterator[None]:
    try:
        with aws_in_words(env):
            yield
    except EnvironmentUnreachable as error:
        _stop(str(error), FAILED)
    except AiChefError as error:
        # What a store raises names boto3's failure as its cause.
        if isinstance(error.__cause__, BotoCoreError | ClientError):
            _stop_unreachable(error.__cause__, env)
        _stop(error.user_message, FAILED)


def _stop_unreachable(cause: BotoCoreError | ClientError, env: str) -> NoReturn:
    try:
        with aws_in_words(env, f"`make deploy ENV={env}`으로 배포되었는지 확인해 주세요."):
            raise cause
    except EnvironmentUnreachable as error:
        _stop(str(error), FAILED)


def _checked(session_id: str) -> str:
    """Return a session id that a person typed, if it is one."""
    if not is_session_id(session_id):
        _stop("세션 번호는 영문자, 숫자, _, -로 된 1~64자입니다.", BAD_INPUT)
    return session_id


def _stop_not_found(session_id: str, env: str) -> NoReturn:
    _stop(f"세션 '{session_id}'을 찾을 수 없습니다. 번호와 환경({env})을 확인해 주세요.", BAD_INPUT)


def _print_json(value: dict[str, Any]) -> None:
    # What cannot be written is written as escapes, which are the same JSON.
    is_unicode = console.encoding.lower().startswith("utf")
    console.print_json(json.dumps(value, ensure_ascii=False), ensure_ascii=not is_unicode)


def _stop(message: str, code: int) -> NoReturn:
    messages.print(plain(message, style="red"))
    raise typer.Exit(code)


def main() -> None:
    """Run the command; letters that the output does not know are written as escapes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app()

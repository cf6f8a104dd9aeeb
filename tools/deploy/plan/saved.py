"""A plan as it is saved, reviewed and applied: ``.local/plan/<env>/`` and the sources it is of."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from tools.build_package import ROOT
from tools.deploy.terraform import TerraformError

_SOURCES = ("terraform/**/*", "packages/*/src/**/*", "packages/*/requirements.txt")
LABEL = "data-loss-approved"
"""On a pull request: a second yes to losing what is stored."""

_MORE_SOURCES = ("tools/build_package.py", ".python-version")


@dataclass(frozen=True)
class Saved:
    """The files of one plan. ``plan.tfplan`` is Terraform's own and may hold what is sensitive."""

    folder: Path

    @classmethod
    def of(cls, env: str) -> Self:
        """Return the place of the plan for `env`; the folder is made."""
        folder = ROOT / ".local" / "plan" / env
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder)

    @property
    def plan(self) -> Path:
        """The plan that Terraform can apply."""
        return self.folder / "plan.tfplan"

    def write(self, about: "About", plan: dict[str, Any], digest: str) -> None:
        """Write what goes with the plan: the masked JSON, the digest, what it is of."""
        contents = {"plan.json": plan, "about.json": asdict(about)}
        for name, content in contents.items():
            text = json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False)
            (self.folder / name).write_text(text + "\n", "utf-8")
        (self.folder / "plan.md").write_text(digest, "utf-8")

    def clear(self) -> None:
        """Forget an earlier plan, so that a failed one cannot be taken for it."""
        for name in ("plan.tfplan", "plan.json", "plan.md", "about.json"):
            (self.folder / name).unlink(missing_ok=True)

    def about(self, env: str) -> "About":
        """Return what the saved plan is of.

        Raises
        ------
        TerraformError
            There is none.
        """
        file = self.folder / "about.json"
        if not (self.plan.exists() and file.exists()):
            raise TerraformError(f"there is no saved plan for {env}: run `make plan ENV={env}`")
        return About(**json.loads(file.read_text("utf-8")))

    def require_approved(self, env: str, *, data_loss_approved: bool) -> None:
        """Check that somebody has approved of what would be lost, if anything.

        Raises
        ------
        TerraformError
            The plan destroys or replaces what holds data, and nobody has.
        """
        losses = self.about(env).loses
        if losses and not data_loss_approved:
            raise TerraformError(
                f"the plan loses what is stored: {'; '.join(losses)}. If that is meant, say so: "
                f"`make apply ENV={env} DATA_LOSS=approved`; at GitHub with the label {LABEL} on the "
                "pull request, set by somebody else than its author"
            )

    def require_fresh(self, env: str) -> None:
        """Check that the saved plan is for `env` and of the sources that stand here.

        Terraform itself refuses a plan whose state has changed since.

        Raises
        ------
        TerraformError
            There is no plan, or it is for something else; tells what to do.
        """
        planned = self.about(env)
        if planned.environment != env:
            raise TerraformError(f"the saved plan is for {planned.environment}, not for {env}")
        if planned.sources != sources_digest():
            raise TerraformError(
                "the saved plan is stale: Terraform or package sources changed since it was made. "
                f"Run `make plan ENV={env}`, have the new digest reviewed, then apply it"
            )


@dataclass(frozen=True)
class About:
    """What a plan is of."""

    environment: str
    sources: str
    loses: list[str] = field(default_factory=list)
    """What is stored and would be lost, in words."""


def sources_digest() -> str:
    """Return a digest of every file that a plan is made from, the same on every machine."""
    files = {file for pattern in _SOURCES for file in ROOT.glob(pattern) if file.is_file()}
    files |= {ROOT / name for name in _MORE_SOURCES}
    digest = hashlib.sha256()
    for file in sorted(files):
        name = file.relative_to(ROOT).as_posix()
        if "__pycache__" in name or "/.terraform/" in name or name.endswith("_override.tf"):
            continue
        digest.update(f"{name} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()

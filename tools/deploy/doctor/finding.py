"""What a check found, and the settings of the environment that it looked at."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from botocore.exceptions import ClientError

from tools import hcl
from tools.deploy.terraform import TERRAFORM_FOLDER, backend


class Verdict(StrEnum):
    """``WRONG`` keeps a deploy from working; ``DOUBTFUL`` is worth a look."""

    WELL = "ok"
    DOUBTFUL = "look"
    WRONG = "WRONG"


@dataclass(frozen=True)
class Finding:
    """One line: what was checked, how it is, what to do."""

    check: str
    verdict: Verdict
    text: str
    advice: str = ""


def well(check: str, text: str) -> Finding:
    """Return that all is well."""
    return Finding(check, Verdict.WELL, text)


def wrong(check: str, text: str, advice: str) -> Finding:
    """Return what keeps a deploy from working."""
    return Finding(check, Verdict.WRONG, text, advice)


def doubtful(check: str, text: str, advice: str) -> Finding:
    """Return what is worth a look."""
    return Finding(check, Verdict.DOUBTFUL, text, advice)


def error_name(error: Exception) -> str:
    """Return what AWS calls an error, or its class where it never reached AWS."""
    if isinstance(error, ClientError):
        return str(error.response["Error"]["Code"])
    return type(error).__name__


@dataclass(frozen=True)
class Settings:
    """The settings of an environment, as its files give them."""

    env: str
    values: dict[str, Any]
    backend: dict[str, str]

    @classmethod
    def of(cls, env: str) -> "Settings":
        """Read ``terraform/envs/``, with the defaults of the variables."""
        declared = hcl.read(TERRAFORM_FOLDER / "variables.tf")["variable"]
        defaults = {
            name: block["default"]
            for variable in declared
            for name, block in variable.items()
            if "default" in block
        }
        given = hcl.read(TERRAFORM_FOLDER / "envs" / f"{env}.tfvars")
        return cls(env, defaults | given, backend(env))

    @property
    def region(self) -> str:
        """Region that is deployed to."""
        return str(self.values["region"])

    @property
    def model_id(self) -> str:
        """The model or inference profile; empty where the book writes recipes."""
        uses = self.values.get("recipe_source") == "bedrock"
        return str(self.values.get("model", {}).get("id", "")) if uses else ""

    @property
    def model_region(self) -> str:
        """Region that the model is asked in: that of the environment unless another is named."""
        return str(self.values.get("model", {}).get("region") or self.region)

    @property
    def search_url(self) -> str:
        """Where the shopping search answers; empty where the catalog prices."""
        uses = self.values.get("price_source") == "naver"
        url = (self.values.get("search") or {}).get("url", "https://openapi.naver.com")
        return str(url) if uses else ""

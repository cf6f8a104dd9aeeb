"""The root module, applied by pytest-terraform: `applied_root` and `applied_root_with_model`.

pytest-terraform reads its own configuration when a fixture is declared, so this module is imported
when the session starts (tests/conftest.py), and no earlier. What it applies is thrown away with the
local AWS that it is applied to.
"""

from pytest_terraform import terraform

terraform("terraform", scope="session", name="applied_root", teardown=terraform.TEARDOWN_OFF)
terraform(
    "terraform_with_model",  # pytest-terraform makes one fixture, and one lock, for each folder
    scope="session",
    name="applied_root_with_model",
    teardown=terraform.TEARDOWN_OFF,
)
terraform(
    "terraform_with_search",
    scope="session",
    name="applied_root_with_search",
    teardown=terraform.TEARDOWN_OFF,
)
terraform(
    "terraform_with_faults",
    scope="session",
    name="applied_root_with_faults",
    teardown=terraform.TEARDOWN_OFF,
)

# The digest is computed here, from the sources: a plan needs no build, is the same on every machine,
# and shows the function exactly when what it ships has changed. tools/build_package.py computes the
# same digest when it builds, and refuses if the sources are no longer those of the plan.

locals {
  source_folders = [for package in concat([var.package], var.workspace_packages) : "packages/${package}/src"]
  other_sources  = ["packages/${var.package}/requirements.txt", "tools/build_package.py"]

  source_files = sort(distinct(concat(
    flatten([
      for folder in local.source_folders : [
        for file in fileset("${var.repository_root}/${folder}", "**") : "${folder}/${file}"
        if !strcontains(file, "__pycache__")
      ]
    ]),
    local.other_sources,
  )))

  file_digests = { for file in local.source_files : file => filesha256("${var.repository_root}/${file}") }

  digest = sha256(join("\n", concat(
    ["python ${var.python_version}", "architecture ${var.architecture}"],
    [for file in local.source_files : "${file} ${local.file_digests[file]}"],
  )))

  zip = "dist/${var.package}-${local.digest}.zip"
}

resource "terraform_data" "package" {
  triggers_replace = [local.digest]

  # Kept in the state so that the digest of a plan can name the files that changed.
  input = local.file_digests

  provisioner "local-exec" {
    working_dir = var.repository_root
    command     = "python3 tools/build_package.py \"$PACKAGE\" --python-version \"$PYTHON_VERSION\" --architecture \"$ARCHITECTURE\" --digest \"$DIGEST\""
    environment = {
      PACKAGE        = var.package
      PYTHON_VERSION = var.python_version
      ARCHITECTURE   = var.architecture
      DIGEST         = local.digest
    }
  }
}

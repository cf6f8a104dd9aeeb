# What must stand before the first deploy of an environment: the bucket for its Terraform state, the
# boundary of its roles, and the roles that GitHub's workflows take on. `make bootstrap ENV=…` applies
# it; its own state lies in the same bucket, which is therefore created bare by tools/deploy/bootstrap.py and
# imported here.

import {
  to = aws_s3_bucket.state
  id = var.state_bucket
}

resource "aws_s3_bucket" "state" {
  # checkov:skip=CKV_AWS_18: who read or wrote the state is in CloudTrail; a bucket for access logs would need the same care again
  # checkov:skip=CKV_AWS_144: the state can be made anew by import; a copy in a second region is one more place to guard
  # checkov:skip=CKV2_AWS_61: every version of the state is kept, so that a deploy can be undone
  # checkov:skip=CKV2_AWS_62: nothing acts on changes of the state
  # checkov:skip=CKV_AWS_145: the state holds no secret and no personal data; S3's own keys encrypt it
  bucket = var.state_bucket

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_versioning" "state" {
  bucket = aws_s3_bucket.state.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "state" {
  bucket = aws_s3_bucket.state.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_public_access_block" "state" {
  bucket = aws_s3_bucket.state.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

data "aws_iam_policy_document" "encrypted_only" {
  statement {
    sid       = "RefuseUnencryptedTransport"
    effect    = "Deny"
    actions   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"]
    resources = [aws_s3_bucket.state.arn, "${aws_s3_bucket.state.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket_policy" "state" {
  bucket = aws_s3_bucket.state.id
  policy = data.aws_iam_policy_document.encrypted_only.json

  depends_on = [aws_s3_bucket_public_access_block.state]
}

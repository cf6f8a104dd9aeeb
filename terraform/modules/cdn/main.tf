# CloudFront with WAF before the API: what one address may ask for is limited at the edge, before
# anything behind it is paid for. WAF for CloudFront lives in us-east-1, and so does this module.

resource "aws_wafv2_web_acl" "this" {
  name        = var.name
  description = "Limits what one address may ask for."
  scope       = "CLOUDFRONT"

  default_action {
    allow {}
  }

  dynamic "rule" {
    for_each = var.requests_per_address

    content {
      name     = rule.key
      priority = index(sort(keys(var.requests_per_address)), rule.key)

      action {
        block {
          custom_response {
            response_code = 429

            response_header {
              name  = "Retry-After"
              value = "300"
            }
          }
        }
      }

      statement {
        rate_based_statement {
          limit                 = rule.value
          aggregate_key_type    = "IP"
          evaluation_window_sec = 300

          dynamic "scope_down_statement" {
            for_each = rule.key == "starts" ? [1] : []

            content {
              byte_match_statement {
                search_string         = "POST"
                positional_constraint = "EXACTLY"

                field_to_match {
                  method {}
                }

                text_transformation {
                  priority = 0
                  type     = "NONE"
                }
              }
            }
          }
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "${var.name}-${rule.key}"
        sampled_requests_enabled   = false
      }
    }
  }

  rule {
    name     = "known-bad-inputs"
    priority = 10

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesKnownBadInputsRuleSet"
        vendor_name = "AWS"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "${var.name}-known-bad-inputs"
      sampled_requests_enabled   = false
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = var.name
    sampled_requests_enabled   = false
  }

  # checkov:skip=CKV2_AWS_31: WAF's log would hold addresses and paths of people; its metrics tell enough
}

# The origin says how long each answer may be kept; what a key opened is kept for that key only.
resource "aws_cloudfront_cache_policy" "this" {
  name        = var.name
  comment     = "As the API says, and nothing of one caller for another."
  min_ttl     = 0
  default_ttl = 0
  max_ttl     = 31536000

  parameters_in_cache_key_and_forwarded_to_origin {
    headers_config {
      header_behavior = "whitelist"

      headers {
        items = ["Authorization"]
      }
    }

    cookies_config {
      cookie_behavior = "none"
    }

    query_strings_config {
      query_string_behavior = "all"
    }

    enable_accept_encoding_brotli = true
    enable_accept_encoding_gzip   = true
  }
}

resource "aws_cloudfront_origin_request_policy" "this" {
  name    = var.name
  comment = "What the API needs beside the cache's key, the caller's address among it."

  headers_config {
    header_behavior = "whitelist"

    headers {
      items = ["CloudFront-Viewer-Address", "Content-Type", "Idempotency-Key"]
    }
  }

  cookies_config {
    cookie_behavior = "none"
  }

  query_strings_config {
    query_string_behavior = "all"
  }
}

resource "aws_cloudfront_distribution" "this" {
  # checkov:skip=CKV_AWS_86: access logs would hold addresses and paths of people; the API's own log tells enough
  # checkov:skip=CKV_AWS_174: the protocol of CloudFront's own certificate cannot be chosen; a domain of one's own comes with its certificate
  # checkov:skip=CKV_AWS_305: the API answers at /, there is no object to name
  # checkov:skip=CKV_AWS_310: there is one origin, and no copy of it to fail over to
  # checkov:skip=CKV_AWS_374: people travel, and may cook wherever they are
  # checkov:skip=CKV2_AWS_32: the API itself sends the security headers
  # checkov:skip=CKV2_AWS_42: a domain of one's own, and its certificate, is not known here
  # checkov:skip=CKV2_AWS_47: the managed rules for known bad inputs are on

  enabled         = true
  comment         = "AI Chef: the page and its API."
  is_ipv6_enabled = true
  http_version    = "http2and3"
  price_class     = "PriceClass_200"
  web_acl_id      = aws_wafv2_web_acl.this.arn

  origin {
    origin_id   = "api"
    domain_name = var.origin_domain

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  default_cache_behavior {
    target_origin_id         = "api"
    viewer_protocol_policy   = "redirect-to-https"
    allowed_methods          = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
    cached_methods           = ["GET", "HEAD"]
    compress                 = true
    cache_policy_id          = aws_cloudfront_cache_policy.this.id
    origin_request_policy_id = aws_cloudfront_origin_request_policy.this.id
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = true
  }
}

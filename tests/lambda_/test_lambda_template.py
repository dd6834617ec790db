"""The promises of lambda/template.yaml, one by one; cfn-lint where it is installed."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from lambda_yaml import load_template

from skill.exports.aws.bytecode import TARGET
from skill.settings import read_settings

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "lambda" / "template.yaml"
WHOLE = load_template(TEMPLATE)
RESOURCES: dict[str, Any] = WHOLE["Resources"]
FUNCTION: dict[str, Any] = RESOURCES["Skill"]["Properties"]
LINT = "import sys; from cfnlint.runner import main; sys.exit(main())"


def properties(name: str) -> dict[str, Any]:
    found: dict[str, Any] = RESOURCES[name]["Properties"]
    return found


def of_type(kind: str) -> dict[str, dict[str, Any]]:
    return {
        name: row.get("Properties", {}) for name, row in RESOURCES.items() if row["Type"] == kind
    }


def test_the_function_is_small_and_answers_within_what_alexa_waits() -> None:
    assert FUNCTION["Runtime"] == "python" + ".".join(map(str, TARGET)) == "python3.13"
    assert FUNCTION["Architectures"] == ["arm64"]
    assert (FUNCTION["MemorySize"], FUNCTION["Timeout"]) == (512, 8)
    assert FUNCTION["Handler"] == "lambda_function.handler"
    assert FUNCTION["CodeUri"] == "../dist/lambda.zip"


def test_only_this_skill_may_call_it() -> None:
    assert FUNCTION["Events"] == {
        "Alexa": {"Type": "AlexaSkill", "Properties": {"SkillId": {"Ref": "SkillId"}}}
    }
    assert "Default" not in WHOLE["Parameters"]["SkillId"]
    pattern = re.compile(WHOLE["Parameters"]["SkillId"]["AllowedPattern"])
    assert pattern.fullmatch("amzn1.ask.skill.00000000-0000-0000-0000-000000000000")
    assert not pattern.fullmatch("amzn1.ask.skill.*")
    assert of_type("AWS::Lambda::Permission") == {}
    assert of_type("AWS::Lambda::Url") == {}


def test_its_variables_are_settings_that_the_program_reads() -> None:
    values = FUNCTION["Environment"]["Variables"]
    example = {
        "ALEXA_SKILL_ID": "amzn1.ask.skill.x",
        "ALEXA_VOICE": WHOLE["Parameters"]["Voice"]["Default"],
        "AUDIO_BASE_URL": "https://d111111abcdef8.cloudfront.net",
        "METRICS": WHOLE["Parameters"]["Metrics"]["Default"],
    }
    assert values.keys() == example.keys()
    settings = read_settings(example)
    assert settings.alexa_skill_id == "amzn1.ask.skill.x"
    assert settings.alexa_voice == "clips"
    assert settings.metrics is False
    for choice in WHOLE["Parameters"]["Voice"]["AllowedValues"]:
        read_settings({"ALEXA_VOICE": choice})


def test_it_may_write_its_own_log_and_nothing_else() -> None:
    (role,) = of_type("AWS::IAM::Role").values()
    (policy,) = role["Policies"]
    assert policy["PolicyDocument"]["Statement"] == [
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": {"Fn::GetAtt": "SkillLogs.Arn"},
        }
    ]
    assert "ManagedPolicyArns" not in role
    assert FUNCTION["Role"] == {"Fn::GetAtt": "SkillRole.Arn"}
    assert not {"Policies", "FunctionUrlConfig", "VpcConfig", "Tracing"} & FUNCTION.keys()


def test_the_log_is_gone_after_two_weeks() -> None:
    assert properties("SkillLogs")["RetentionInDays"] == 14
    assert FUNCTION["LoggingConfig"]["LogGroup"] == {"Ref": "SkillLogs"}


def test_an_earlier_version_can_be_made_live_again() -> None:
    assert FUNCTION["AutoPublishAlias"] == "live"
    assert FUNCTION["AutoPublishAliasAllProperties"] is True
    assert WHOLE["Outputs"]["FunctionArn"]["Value"] == {"Ref": "Skill.Alias"}


def test_the_bucket_is_private() -> None:
    (bucket,) = of_type("AWS::S3::Bucket").values()
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert len(bucket["PublicAccessBlockConfiguration"]) == 4
    assert "WebsiteConfiguration" not in bucket
    allow, deny = properties("ClipBucketPolicy")["PolicyDocument"]["Statement"]
    assert allow["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert allow["Action"] == "s3:GetObject"
    assert "distribution/${Clips}" in json.dumps(allow["Condition"]["StringEquals"])
    assert deny["Effect"] == "Deny"
    assert deny["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_clips_come_over_https_only_with_cors_and_without_a_log_of_listeners() -> None:
    config = properties("Clips")["DistributionConfig"]
    behaviour = config["DefaultCacheBehavior"]
    assert behaviour["ViewerProtocolPolicy"] == "https-only"
    assert "Logging" not in config
    (origin,) = config["Origins"]
    assert origin["OriginAccessControlId"] == {"Fn::GetAtt": "ClipAccess.Id"}
    assert properties("ClipAccess")["OriginAccessControlConfig"]["SigningBehavior"] == "always"
    cors = properties("ClipHeaders")["ResponseHeadersPolicyConfig"]["CorsConfig"]
    assert cors["AccessControlAllowMethods"]["Items"] == ["GET", "HEAD"]
    assert cors["AccessControlAllowCredentials"] is False


@pytest.mark.parametrize("metric", ["Errors", "Throttles", "Duration", "BrokenTurns"])
def test_there_is_an_alarm(metric: str) -> None:
    alarms = of_type("AWS::CloudWatch::Alarm").values()
    (alarm,) = [one for one in alarms if one["MetricName"] == metric]
    assert alarm["TreatMissingData"] == "notBreaching"
    assert "AlarmActions" in alarm


def test_a_broken_turn_is_logged_in_the_words_that_the_alarm_looks_for() -> None:
    wanted = re.findall(r'\?"([^"]+)"', properties("BrokenTurns")["FilterPattern"])
    source = (ROOT / "skill" / "channels" / "alexa" / "handler.py").read_text("utf-8")
    assert len(wanted) == 2
    assert [words for words in wanted if f'"{words}' not in source] == []


def test_the_outputs_are_what_the_guides_ask_for() -> None:
    assert set(WHOLE["Outputs"]) == {
        "FunctionArn",
        "FunctionName",
        "AudioBaseUrl",
        "ClipBucketName",
        "LogGroupName",
    }
    for name in ("uitrollen.md", "deploy.md"):
        text = (ROOT / "docs" / name).read_text("utf-8")
        assert [one for one in WHOLE["Outputs"] if one not in text] == [], name


def test_it_goes_to_ireland() -> None:
    text = (ROOT / "lambda" / "samconfig.toml").read_text("utf-8")
    assert tomllib.loads(text)["default"]["deploy"]["parameters"]["region"] == "eu-west-1"


def test_cfn_lint_finds_nothing() -> None:
    if importlib.util.find_spec("cfnlint") is None:
        message = "cfn-lint is not installed: pip install -r requirements-aws.txt"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    ran = subprocess.run(
        [sys.executable, "-c", LINT, "-r", "eu-west-1", "-t", str(TEMPLATE)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ran.stdout == ""
    assert ran.returncode == 0, ran.stderr

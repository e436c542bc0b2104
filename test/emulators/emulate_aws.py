"""MiniStack 1.5.33, and what these tests need of AWS that it lacks:

- the scheduler fills in <aws.scheduler.scheduled-time>, and a new schedule is due from its first minute on;
- a global table made by CloudFormation has its replicas, its time to live and its deletion protection;
- whether somebody may read the parameters below a path is judged by that path, and whether they may send a metric by its
  namespace.

Everything else is as the emulator has it.
"""

import json
import os
import signal
import sys
import threading
from datetime import datetime, timezone

from ministack import app
from ministack.core import iam_actions
from ministack.services import dynamodb, eventbridge, scheduler
from ministack.services.cloudformation import provisioners

SCHEDULED_TIME = "<aws.scheduler.scheduled-time>"


def fill_in_scheduled_time():
    invoke = eventbridge._invoke_target

    def invoke_filled(target, event, rule, view=None):
        if event.get("Source") == "aws.scheduler" and SCHEDULED_TIME in target.get("Input", ""):
            # Schedules fire on the minute; the emulator looks for due ones every 10 seconds.
            minute = int(event["Time"]) // 60 * 60
            instant = datetime.fromtimestamp(minute, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
            target = {**target, "Input": target["Input"].replace(SCHEDULED_TIME, instant)}
        return invoke(target, event, rule, view)

    eventbridge._invoke_target = invoke_filled


def schedule_from_the_first_minute():
    """The emulator takes its first look at a schedule for its first run, and so leaves out one minute."""
    tick = scheduler._tick_schedules

    def tick_all():
        for key, schedule in scheduler._schedules._data.items():
            scheduler._schedule_last_fired.setdefault(key, schedule["CreationDate"])
        tick()

    scheduler._tick_schedules = tick_all


def judge_parameter_paths():
    extract = iam_actions.extract_resource_arn

    def extract_path(service, method, path, headers, body, query_params, region, account_id):
        if service == "ssm" and headers.get("x-amz-target", "").endswith(".GetParametersByPath"):
            parameters = json.loads(body)["Path"].lstrip("/")
            return f"arn:aws:ssm:{region}:{account_id}:parameter/{parameters}"
        return extract(service, method, path, headers, body, query_params, region, account_id)

    iam_actions.extract_resource_arn = extract_path


def judge_metric_namespaces():
    context_of = iam_actions.request_tag_context

    def context_with_namespace(service, action, body, parameters):
        context = context_of(service, action, body, parameters)
        if action == "cloudwatch:PutMetricData":
            context["cloudwatch:namespace"] = json.loads(body)["Namespace"]
        return context

    iam_actions.request_tag_context = context_with_namespace


def settle_global_table(name, properties):
    """Gives a table what its template says beyond its keys."""
    table = dynamodb._tables[name]
    home = dynamodb.get_region()
    by_region = {replica["Region"]: replica for replica in properties.get("Replicas", [])}
    wanted = set(by_region)
    present = set(dynamodb._replica_group(table)) or {home}
    changes = [{"Create": {"RegionName": region}} for region in sorted(wanted - present)]
    changes += [{"Delete": {"RegionName": region}} for region in sorted(present - wanted)]
    if changes and (refusal := dynamodb._apply_replica_updates(name, table, changes)):
        raise ValueError(f"{name}: {refusal}")
    table["DeletionProtectionEnabled"] = by_region.get(home, {}).get("DeletionProtectionEnabled", False)
    if expiry := properties.get("TimeToLiveSpecification"):
        dynamodb._update_ttl({"TableName": name, "TimeToLiveSpecification": expiry})


def replicate_global_tables():
    handlers = provisioners._RESOURCE_HANDLERS["AWS::DynamoDB::GlobalTable"]
    create, update = handlers["create"], handlers["update"]

    def create_settled(logical_id, properties, stack_name):
        made = create(logical_id, properties, stack_name)
        settle_global_table(properties["TableName"], properties)
        return made

    def update_settled(physical_id, before, properties, stack_name):
        made = update(physical_id, before, properties, stack_name)
        settle_global_table(properties["TableName"], properties)
        return made

    handlers.update(create=create_settled, update=update_settled)


def end_with_standard_input():
    """Whoever started this is gone: neither it nor a function of it may stay behind."""
    sys.stdin.read()
    os.killpg(0, signal.SIGKILL)


threading.Thread(target=end_with_standard_input, daemon=True).start()
fill_in_scheduled_time()
schedule_from_the_first_minute()
judge_parameter_paths()
judge_metric_namespaces()
replicate_global_tables()
app.main()

"""Glue's StartCrawler really crawls, under a session of the crawler's own role, over HTTP as everybody else.

A crawl takes less than a second instead of minutes. Whether a crawl that may not write its log fails on AWS is not
known: here it goes on. Options that the stack does not use (exclusions, a table level other than the target's own,
targets other than S3) fail the crawl instead of being ignored. The words of LastCrawl.ErrorMessage are the SDK's; AWS
often has words of its own.
"""

import contextlib
import contextvars
import json
import threading
import time
from urllib.parse import urlsplit

from botocore.client import BaseClient
from botocore.exceptions import BotoCoreError, ClientError
from ministack.core.responses import error_response_json, json_response, new_uuid
from ministack.services import glue

from emulator.crawl import (
    CrawlError,
    Folder,
    batches,
    descriptor,
    list_folders,
    read_columns,
    table_input,
    table_name,
)
from emulator.log_streams import write_lines
from emulator.redshift_clusters import Answer
from emulator.sessions import RoleNotAssumableError, open_client

_LOG_GROUP = "/aws-glue/crawlers"

#: Crawlers whose first crawl has succeeded: from then on one that looks into new folders only adds no table.
_complete: set[str] = set()


class _Crawl:
    """One crawl of a crawler, as its description was when it began."""

    def __init__(self, crawler: dict) -> None:
        self.crawler = crawler
        self.log: list[str] = []
        self.prefix = new_uuid()
        self.new_folders_only = crawler["RecrawlPolicy"].get("RecrawlBehavior") == "CRAWL_NEW_FOLDERS_ONLY"
        self.catalog: BaseClient | None = None

    def client(self, name: str) -> BaseClient:
        """A client under the crawler's role."""
        arn = glue._arn("crawler", self.crawler["Name"])
        return open_client(name, self.crawler["Role"], "glue.amazonaws.com", arn, "AWS-Crawler")

    def say(self, level: str, sentence: str) -> None:
        """A line of the crawler's log."""
        self.log.append(f"[{self.prefix}] {level} : {sentence}")

    def run(self) -> None:
        """Crawls every target; raises what makes the crawl fail."""
        self.say("BENCHMARK", f"Running Start Crawl for Crawler {self.crawler['Name']}")
        self.catalog = self.client("glue")
        self.catalog.get_database(Name=self.crawler["DatabaseName"])
        s3 = self.client("s3")
        for target in self._targets():
            folders = list_folders(s3, target)
            if folders:
                self._update(s3, target, folders)
        self.say("BENCHMARK", "Crawler has finished running and is in state READY")

    def _targets(self) -> list[str]:
        targets = dict(self.crawler["Targets"])
        in_s3 = targets.pop("S3Targets", [])
        level = json.loads(self.crawler["Configuration"] or "{}").get("Grouping", {}).get("TableLevelConfiguration")
        for target in in_s3:
            own = len(urlsplit(target["Path"]).path.strip("/").split("/")) + 1
            if target.get("Exclusions") or level not in {None, own}:
                raise CrawlError(f"The rehearsal knows neither exclusions nor tables above or below {target['Path']}")
        if any(targets.values()):
            raise CrawlError(f"The rehearsal crawls S3 alone, not {', '.join(targets)}")
        return [target["Path"] for target in in_s3]

    def _table(self, name: str) -> dict | None:
        try:
            return self.catalog.get_table(DatabaseName=self.crawler["DatabaseName"], Name=name)["Table"]
        except self.catalog.exceptions.EntityNotFoundException:
            return None

    def _update(self, s3: BaseClient, path: str, folders: list[Folder]) -> None:
        """Makes the target's table or updates it, then adds the partitions of the folders that are new."""
        of = {"DatabaseName": self.crawler["DatabaseName"], "TableName": table_name(self.crawler["TablePrefix"], path)}
        table = self._table(of["TableName"])
        if table is None and self.new_folders_only and glue._arn("crawler", self.crawler["Name"]) in _complete:
            self.say("INFO", f"No table is added for {path}, since only new folders are crawled")
            return
        pages = self.catalog.get_paginator("get_partitions").paginate(**of) if table else []
        known = {tuple(each["Values"]) for page in pages for each in page["Partitions"]}
        new = [folder for folder in folders if folder.values not in known]
        looked_at = new if self.new_folders_only else folders
        columns = read_columns(s3, urlsplit(path).netloc, (key for folder in looked_at for key in folder.files))
        if table is None and not columns:
            return
        columns = self._write_table(table, of["TableName"], columns, folders[0], path)
        if not folders[0].keys:
            return
        inputs = [
            {"Values": list(each.values), "StorageDescriptor": descriptor(columns, each.location)} for each in new
        ]
        for batch in batches(inputs):
            if errors := self.catalog.batch_create_partition(**of, PartitionInputList=batch)["Errors"]:
                raise CrawlError(f"Partitions of {of['TableName']} could not be created: {json.dumps(errors)}")
        self.say("INFO", f"Created {len(inputs)} partitions in table {of['TableName']}")

    def _write_table(self, table: dict | None, name: str, columns: list, folder: Folder, path: str) -> list:
        """Answers the columns that partitions inherit; those of a table that exists change only where they may."""
        database = self.crawler["DatabaseName"]
        if table is None:
            made = table_input(name, self.crawler["Name"], columns, folder, path)
            self.catalog.create_table(DatabaseName=database, TableInput=made)
            self.say("INFO", f"Created table {name} in database {database}")
            return columns
        kept = table["StorageDescriptor"]["Columns"]
        added = [column for column in columns if column["Name"] not in {each["Name"] for each in kept}]
        update = self.crawler["SchemaChangePolicy"].get("UpdateBehavior", "UPDATE_IN_DATABASE")
        if not added or update == "LOG" or self.new_folders_only:
            return kept
        made = table_input(name, self.crawler["Name"], [*kept, *added], folder, path)
        self.catalog.update_table(DatabaseName=database, TableInput=made)
        self.say("INFO", f"Updated table {name} in database {database}")
        return [*kept, *added]

    def write_log(self) -> None:
        """Writes the log under the crawler's role."""
        logs = self.client("logs")
        with contextlib.suppress(logs.exceptions.ResourceAlreadyExistsException):
            logs.create_log_group(logGroupName=_LOG_GROUP)
        write_lines(logs, _LOG_GROUP, self.crawler["Name"], self.log)


def _run(crawler: dict) -> None:
    started = time.time()
    crawl = _Crawl(crawler)
    last = {"LogGroup": _LOG_GROUP, "LogStream": crawler["Name"], "MessagePrefix": crawl.prefix, "StartTime": started}
    try:
        crawl.run()
    except RoleNotAssumableError:
        last |= {"Status": "FAILED", "ErrorMessage": "Service is unable to assume provided role"}
    except (CrawlError, ClientError, BotoCoreError) as error:
        last |= {"Status": "FAILED", "ErrorMessage": str(error)}
    except Exception as error:
        last |= {"Status": "FAILED", "ErrorMessage": f"Internal Service Exception: {error}"}
        raise
    else:
        last |= {"Status": "SUCCEEDED"}
        _complete.add(glue._arn("crawler", crawler["Name"]))
    finally:
        crawler["State"] = "STOPPING"
        if last["Status"] == "FAILED":
            crawl.say("ERROR", last["ErrorMessage"])
        with contextlib.suppress(ClientError, RoleNotAssumableError):
            crawl.write_log()
        crawler["CrawlElapsedTime"] = int((time.time() - started) * 1000)
        crawler["LastCrawl"] = last
        crawler["State"] = "READY"


def _start_crawler(request: dict) -> Answer:
    name = request.get("Name")
    crawler = glue._crawlers.get(name)
    if crawler is None:
        return error_response_json("EntityNotFoundException", f"Crawler with name {name} does not exist", 400)
    if crawler["State"] != "READY":
        return error_response_json("CrawlerRunningException", f"Crawler with name {name} has already started", 400)
    crawler["State"] = "RUNNING"
    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(_run, crawler), daemon=True).start()
    return json_response({})


def register() -> None:
    """Puts the crawl where MiniStack has a timer."""
    glue._start_crawler = _start_crawler

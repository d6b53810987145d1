"""Writes the staging tables through the Glue connection."""

from collections.abc import Mapping, Sequence

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import DataFrame

from job_arguments import Arguments


def write_table(
    glue: GlueContext, arguments: Arguments, rows: DataFrame, table: str, preactions: Sequence[str]
) -> None:
    """Writes the rows through the Glue connection after the preactions, in one transaction of Redshift."""
    glue.write_dynamic_frame.from_jdbc_conf(
        frame=DynamicFrame.fromDF(rows, glue, table),
        catalog_connection=arguments.redshift_connection,
        connection_options={
            "dbtable": f"{arguments.target_schema}.{table}",
            "database": arguments.redshift_database,
            # The credentials that Glue passes by default expire after an hour; a role attached to the cluster does not.
            "aws_iam_role": arguments.copy_role_arn,
            # The connector splits at semicolons and takes no line breaks.
            "preactions": " ".join(preactions),
        },
        redshift_tmp_dir=arguments.temp_dir,
    )


def write_outputs(
    glue: GlueContext,
    arguments: Arguments,
    views: Mapping[str, DataFrame],
    outputs: Mapping[str, str | None],
    sizes: Mapping[str, int],
) -> None:
    """Writes the outputs that have rows by ``sizes``, after removing what an earlier attempt of the same run left.

    The locks make it wait for a load and for other runs' writes, in one order, instead of meeting them in a deadlock;
    the same two statements are in ``local/aws/glue/duckdb-engine.ts``. A frame without rows may never reach Redshift,
    so the delete of a table without rows goes along with the next write; the last output always has its row.
    """
    preactions: list[str] = []
    for table, size in outputs.items():
        # Both values have passed check_arguments, which lets nothing through that SQL could read as more than a name.
        name = f"{arguments.target_schema}.{table}"
        preactions += [f"lock table {name};", f"delete from {name} where run_id = '{arguments.run_id}';"]  # noqa: S608
        if size is None or sizes[size] > 0:
            write_table(glue, arguments, views[table], table, preactions)
            preactions = []

"""Stands in for AWS's ``awsglue`` library, whose JVM half exists only in Glue: exactly what the job's script uses.

The real script runs unchanged on plain PySpark with this package on its path. Two environment variables say where the
laptop keeps what AWS keeps elsewhere: ``OPENAQ_LOCAL_CATALOG`` (the Data Catalog, a JSON file) and
``OPENAQ_LOCAL_SINK`` (the folder that takes what the Redshift connector would write). An option that this package does
not know raises ``TypeError`` or ``UnsupportedOptionError`` rather than being ignored. With a third,
``OPENAQ_LOCAL_PARENT``, the script ends when the process of that number, which has started it, is gone.
"""

import os

from awsglue.parent import end_with

if "OPENAQ_LOCAL_PARENT" in os.environ:
    end_with(int(os.environ["OPENAQ_LOCAL_PARENT"]))

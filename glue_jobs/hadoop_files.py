"""Files of any store that Spark reads, by Hadoop's own file systems: S3 by S3A, a folder of the laptop."""

from dataclasses import dataclass
from pathlib import Path

from py4j.protocol import Py4JJavaError
from pyspark.sql import SparkSession


@dataclass(frozen=True)
class ListedFile:
    """A file in a listing; ``size`` in bytes."""

    path: str
    name: str
    size: int


class HadoopFiles:
    """Lists, writes and moves files. Locations are URIs or absolute paths."""

    def __init__(self, spark: SparkSession) -> None:
        self._jvm = spark.sparkContext._jvm
        self._configuration = spark.sparkContext._jsc.hadoopConfiguration()

    def _open(self, location: str) -> tuple:
        path = self._jvm.org.apache.hadoop.fs.Path(location)
        system = path.getFileSystem(self._configuration)
        # A folder's file system would leave a checksum beside each file, which is wrong once another program writes it.
        system.setWriteChecksum(False)
        return system, path

    def exists(self, location: str) -> bool:
        """Whether there is a file or folder."""
        system, path = self._open(location)
        return system.exists(path)

    def in_folder(self, location: str) -> list[ListedFile]:
        """The files of a folder; none where there is no such folder."""
        system, path = self._open(location)
        try:
            statuses = system.listStatus(path)
        except Py4JJavaError as error:
            if error.java_exception.getClass().getSimpleName() != "FileNotFoundException":
                raise
            return []
        return [
            ListedFile(each.getPath().toString(), each.getPath().getName(), each.getLen())
            for each in statuses
            if each.isFile()
        ]

    def move(self, source: str, target: str) -> None:
        """Puts a file in the place of another, whole or not at all.

        Hadoop's rename refuses a target that is there. A copy to S3 replaces it with its last byte, a folder renames.
        """
        system, source_path = self._open(source)
        _, target_path = self._open(target)
        if system.getScheme() == "file":
            system.mkdirs(target_path.getParent())
            Path(system.pathToFile(source_path).getPath()).replace(system.pathToFile(target_path).getPath())
            return
        copy = self._jvm.org.apache.hadoop.fs.FileUtil.copy
        if not copy(system, source_path, system, target_path, True, True, self._configuration):
            raise OSError(f"{source} could not be moved to {target}")

    def write_text(self, location: str, text: str) -> None:
        """Writes a whole file, in UTF-8."""
        system, path = self._open(location)
        stream = system.create(path, True)
        try:
            stream.write(text.encode("utf-8"))
        finally:
            stream.close()

    def delete_folder(self, location: str) -> None:
        """Deletes a folder and all in it; nothing happens where there is none."""
        system, path = self._open(location)
        system.delete(path, True)

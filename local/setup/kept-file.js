/**
 * Files that are kept for the next command: a line of JSON, then the content. They appear whole or not at all, and one
 * that was damaged is as if it were not there.
 */
const { randomUUID } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');
const { crc32 } = require('node:zlib');

const NEWLINE = 10;

/** What `keep` wrote, or undefined. */
const readKept = (file) => {
  try {
    const bytes = readFileSync(file);
    const end = bytes.indexOf(NEWLINE);
    const { checksum, ...about } = JSON.parse(bytes.subarray(0, end).toString());
    const content = bytes.subarray(end + 1);
    return crc32(content) === checksum ? { about, content } : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Keeps a content in place of an earlier one.
 * @returns whether it could be written
 */
const keep = (file, about, content) => {
  const unfinished = `${file}.${randomUUID()}.unfinished`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(
      unfinished,
      Buffer.concat([Buffer.from(`${JSON.stringify({ ...about, checksum: crc32(content) })}\n`), content]),
    );
    renameSync(unfinished, file);
    return true;
  } catch {
    rmSync(unfinished, { force: true });
    return false;
  }
};

module.exports = { keep, readKept };

/**
 * Loaded before a command, for tests of one that waits: its timers end thirty times as fast. What it waits for, and how often it
 * tries again, stays as it is.
 */
const promises = require('node:timers/promises');

const SPEED = 30;

const { setTimeout: start } = globalThis;
const { setTimeout: startPromise } = promises;

globalThis.setTimeout = (work, ms = 0, ...given) => start(work, ms / SPEED, ...given);
promises.setTimeout = (ms = 0, ...given) => startPromise(ms / SPEED, ...given);

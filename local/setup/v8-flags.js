/**
 * Flags of V8 for every command. They are set before anything is compiled: V8 takes no compiled code that was kept under
 * other flags.
 */
const { setFlagsFromString } = require('node:v8');

// The optimizing compiler of V8 costs 40 MB for Postgres and saves no time on statements as small as ours.
setFlagsFromString('--liftoff-only');

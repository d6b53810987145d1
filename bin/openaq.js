#!/usr/bin/env node
/** Entry point of `npm start` and `npx openaq`: installs what is missing, then runs the TypeScript of openaq.ts. */
require('./ensure-installed');
require('tsx/cjs');
require('./openaq.ts');

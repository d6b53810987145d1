/**
 * Gives mocha the words of jest that the tests use. Stryker runs them with mocha, which keeps the modules loaded from one change
 * to the next, where jest loads them anew for each of thousands of changes.
 */
const { expect } = require('expect');
const fc = require('fast-check');
const { bind } = require('jest-each');
const Mocha = require('mocha');

// The tests and the code are TypeScript.
require('tsx/cjs');
require('./deterministic.ts');

// That an example fails is enough; nobody reads the smallest.
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });

const { bdd } = Mocha.interfaces;
Mocha.interfaces.bdd = (suite) => {
  bdd(suite);
  suite.on(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, (context) => {
    const { it, describe, before, after } = context;
    // mocha gives a callback to a test that has a parameter, and knows no time limit as the last argument.
    context.it = (title, test) => it(title, () => test());
    context.it.each = bind(context.it, false);
    context.describe.each = bind(describe, false);
    context.beforeAll = (hook) => before(() => hook());
    context.afterAll = (hook) => after(() => hook());
    context.expect = expect;
  });
};

// mocha's spec reporter, which also writes {"passed", "failed"} into the file that UNROLL_REPORT names.
const {mkdirSync, writeFileSync} = require('node:fs');
const {dirname} = require('node:path');
const Mocha = require('mocha');

module.exports = class Counts extends Mocha.reporters.Dot {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const {passes, failures} = this.stats;
      const report = process.env.UNROLL_REPORT;
      if (!report) return;
      mkdirSync(dirname(report), {recursive: true});
      writeFileSync(report, JSON.stringify({passed: passes, failed: failures}));
    });
  }
};

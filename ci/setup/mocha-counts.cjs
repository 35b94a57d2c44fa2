// mocha's spec reporter, which also writes {"passed", "failed"} into the file that UNROLL_REPORT names.
const {writeFileSync} = require('node:fs');
const Mocha = require('mocha');

module.exports = class Counts extends Mocha.reporters.Dot {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const {passes, failures} = this.stats;
      if (process.env.UNROLL_REPORT)
        writeFileSync(process.env.UNROLL_REPORT, JSON.stringify({passed: passes, failed: failures}));
    });
  }
};

// The grader's prelude: the kernel requires it before user code (UNROLL_KERNEL_PRELUDE), types in prelude.d.ts.
'use strict';

const {existsSync} = require('node:fs');
const {join} = require('node:path');

const built = join(__dirname, 'dist', 'ci', 'grading', 'hidden-check.js');
if (!existsSync(built)) {
  throw new Error('The hidden checks are not built: run `npx tsc -p ci/grading` in the project folder.');
}
const {hiddenCheck} = require(built);
Object.defineProperty(globalThis, 'hiddenCheck', {value: hiddenCheck, enumerable: false});

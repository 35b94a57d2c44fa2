import assert from 'node:assert/strict';
import {tellGenerated} from '../../src/notebook/generated-data';

const HOOK = Symbol.for('jupyter.display');

describe('tellGenerated', () => {
  it('marks its output, so that a run on generated data is known as one', () => {
    const hooks = globalThis as unknown as Record<symbol, unknown>;
    const before = hooks[HOOK];
    const shown: unknown[] = [];
    hooks[HOOK] = (bundle: object, options: object) => shown.push([bundle, options]);
    try {
      tellGenerated({name: 'wikigold', note: 'made up', isFirst: false});
    } finally {
      hooks[HOOK] = before;
    }
    const metadata = {unroll: {generated: true, volatile: true}};
    assert.deepEqual(shown, [[{'text/plain': 'made up'}, {metadata}]]);
  });
});

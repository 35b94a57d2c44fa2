import assert from 'node:assert/strict';
import {readWav} from '../../src/data';
import {sounds} from '../../src/notebook/sounds';

describe('notebook.sounds', () => {
  const beep = {samples: Float32Array.from({length: 800}, (_, i) => 0.5 * Math.sin(i / 3)), sampleRate: 8000};

  it('holds the whole sound, which a browser can play', () => {
    const {html, text} = sounds({'in order': beep, '<shuffled>': beep});
    const [, base64] = /src="data:audio\/wav;base64,([^"]+)"/.exec(html) ?? [];
    const {samples, sampleRate} = readWav(Uint8Array.from(Buffer.from(base64, 'base64')));
    assert.equal(sampleRate, 8000);
    assert.ok(samples.every((sample, i) => Math.abs(sample - beep.samples[i]) < 1e-4));
    assert.equal(html.match(/<audio controls/g)?.length, 2);
    assert.ok(html.includes('&lt;shuffled&gt;') && !html.includes('<shuffled>'));
    assert.equal(text, 'Sound: in order, 0.1 s.\nSound: <shuffled>, 0.1 s.');
  });
  it('refuses silence of no length', () => {
    assert.throws(() => sounds({}), /at least one sound/);
    assert.throws(() => sounds({empty: {samples: new Float32Array(0), sampleRate: 8000}}), RangeError);
  });
});

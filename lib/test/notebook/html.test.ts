import assert from 'node:assert/strict';
import {escapeHtml, textHtml} from '../../src/notebook/html';

const low = (letter: string, index: string) => `<i>${letter}</i><sub>${index}</sub>`;

describe('textHtml', () => {
  it('sets code in backticks and the call at the beginning in a code font', () => {
    assert.equal(textHtml('write `a < b` here'), 'write <code>a &lt; b</code> here');
    assert.equal(textHtml('f([1], 2).kernel[0]: too small'), '<code>f([1], 2).kernel[0]</code>: too small');
    assert.equal(textHtml('f(...) is right'), '<code>f(...)</code> is right');
  });
  it('sets subscripts low, outside of code', () => {
    assert.equal(
      textHtml('from h_{t-1} to c_t by W_xh'),
      `from ${low('h', 't-1')} to ${low('c', 't')} by ${low('W', 'xh')}`,
    );
    assert.equal(textHtml('`h_1` and h_1'), `<code>h_1</code> and ${low('h', '1')}`);
    for (const text of ['snake_case', 'a_ b', 'x_']) assert.equal(textHtml(text), text);
  });
  it('leaves prose as it is', () => {
    for (const text of ['no code (but brackets)', 'a ` alone', '']) assert.equal(textHtml(text), text);
  });
  it('lets no markup through, not even inside code', () => {
    const html = textHtml('f(<b>): `<script>` & "quotes"');
    assert.equal(html, '<code>f(&lt;b&gt;)</code>: <code>&lt;script&gt;</code> &amp; &quot;quotes&quot;');
    assert.equal(escapeHtml("'"), '&#39;');
  });
});

import assert from 'node:assert/strict';
import {JSDOM} from 'jsdom';
import {DIAGRAMS, FIGURES} from './figures';
import {galleryPage} from './gallery';

describe('the gallery of all figures', () => {
  const drawn: string[] = [];
  const page = galleryPage(FIGURES, DIAGRAMS, 'window.Plotly = {newPlot: (id) => window.drawn(id)}; // </script>');
  const {window} = new JSDOM(page, {
    runScripts: 'dangerously',
    beforeParse: (created) => Object.assign(created, {drawn: (id: string) => drawn.push(id)}),
  });
  it('has a place and the text of each figure and each diagram', () => {
    for (const [name, make] of Object.entries({...FIGURES, ...DIAGRAMS})) {
      assert.equal(window.document.querySelector(`#${name} p`)?.textContent, make().alt, name);
    }
  });
  it('draws each figure in its place', () => {
    assert.deepEqual(
      drawn,
      Object.keys(FIGURES).map((name) => `figure-${name}`),
    );
    for (const id of drawn) assert.ok(window.document.getElementById(id), id);
  });
});

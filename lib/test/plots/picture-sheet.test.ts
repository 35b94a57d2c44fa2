import assert from 'node:assert/strict';
import {Grid} from '../../src/data';
import {pictureSheet} from '../../src/plots';

describe('pictureSheet', () => {
  const red = [1, 0, 0];
  const black = [0, 0, 0];
  // Two pictures of 2 by 2 pixels: one all red, one red at its lower right.
  const images = new Grid([red, red, red, red, black, black, black, red].flat(), [2, 2, 2, 3]);

  it('puts every pixel in its place, on white paper', () => {
    const {data} = pictureSheet(images, {title: 'two', columns: 2});
    const {z, colorscale} = data[0] as {z: number[][]; colorscale: [number, string][]};
    const colourAt = (x: number, y: number) => colorscale[2 * z[y][x]][1];
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((x) => colourAt(x, 0)),
      ['rgb(255,0,0)', 'rgb(255,0,0)', 'rgb(255,255,255)', 'rgb(0,0,0)', 'rgb(0,0,0)'],
    );
    assert.deepEqual(
      [3, 4].map((x) => colourAt(x, 1)),
      ['rgb(0,0,0)', 'rgb(255,0,0)'],
    );
  });
  it('names pictures where names are given, in the figure and in its alt text', () => {
    const {layout, alt} = pictureSheet(images, {title: 'two', names: ['all red', 'a corner'], columns: 1});
    assert.deepEqual(
      (layout as {annotations: {text: string}[]}).annotations.map(({text}) => text),
      ['all red', 'a corner'],
    );
    assert.match(alt, /all red; a corner/);
  });
  it('says what is wrong', () => {
    assert.throws(
      () => pictureSheet(new Grid([0, 0, 0], [1, 1, 3]), {title: ''}),
      /images must be \[pictures, height, width, 3\]/,
    );
    assert.throws(() => pictureSheet(images, {title: '', names: ['one']}), /names must be 2, one a picture, got 1/);
    assert.throws(() => pictureSheet(images, {title: '', columns: 0}), /columns must be a whole number above 0/);
  });
});

import {strict as assert} from 'node:assert';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type * as notebook from '../../../lib/src/notebook';

const full: notebook.CaptionsExperiment = JSON.parse(readFileSync(join(__dirname, '../results/captions.json'), 'utf8'));

describe('lesson 6.4 over its seeds', () => {
  const {settings, readers, parameters} = full;
  it('tests every network at the same passes', () => {
    for (const {seen, held} of Object.values(readers).flat()) {
      assert.deepEqual([seen.length, held.length], Array(2).fill(settings.epochs / settings.every));
    }
  });
  it('has networks of as many weights as their layers need', () => {
    const conv = (inputs: number, filters: number) => filters * (9 * inputs + 1);
    const [words, units] = [16, 64];
    const two = conv(3, 16) + conv(16, 32);
    const decoder = words * 32 + 4 * units * (32 + units + 1) + (units + 1) * words;
    const mean = two + conv(32, 64) + 2 * (64 + 1) * units + decoder;
    const places = two + 2 * (36 * 32 + 1) * units + decoder;
    const look = (64 + 1) * units + 2 * units * units + units + units * words;
    assert.deepEqual(parameters, {mean, places, attention: mean + look});
  });
  it('reaches the minimum of 0.9 on held-out pairs with attention, with every seed', () => {
    for (const {held} of readers.attention) assert.ok((held.at(-1) ?? 0) >= 0.9 && held[2] >= 0.9);
  });
});

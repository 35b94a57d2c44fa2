/** Sound, music, video, drawings, DNA */
import {data, decoding, models, notebook, plots, training} from 'unroll';

/** I have sound and want features for a network. */
export function features() {
  const [{samples}] = data.generateSpokenDigits({speakers: 1, recordings: 1});
  const sampleRate = data.DIGIT_SAMPLE_RATE;
  console.log(data.mfcc(samples, {sampleRate}).shape, data.melSpectrogram(samples, {sampleRate}).shape);
}

/** I have probabilities over time steps and want a transcript. */
export function transcript() {
  const steps = [
    [0.1, 0.8, 0.1],
    [0.8, 0.1, 0.1],
    [0.1, 0.1, 0.8],
  ].map((row) => row.map(Math.log));
  console.log(decoding.ctcGreedy(steps).labels, decoding.ctcBeamSearch(steps)[0].labels);
}

/** I want music in and out as MIDI. */
export function midi() {
  const [chorale] = data.generateChorales(1);
  const bytes = data.writeMidi({notes: data.choraleNotes(chorale), tempo: 80});
  notebook.show(plots.pianoRoll(data.readMidi(bytes).notes, {title: 'A chorale'}));
}

/** I want to classify videos. */
export function video() {
  const {x, actions} = data.generateVideos(4);
  const [, , height, width] = x.shape;
  const model = models.buildVideoClassifier({height, width, classes: actions.length, filters: [4], units: [8]});
  console.log(training.countParameters(model));
}

/** I have pen strokes and want steps for a network. */
export function strokes() {
  const [{drawing}] = data.generateSketches(1);
  const moves = data.toPenMoves(data.simplifyDrawing(drawing));
  console.log(moves.length, data.fromPenMoves(moves).length);
}

/** I have DNA as letters. */
export function dna() {
  const {sequences} = data.generateDna(8);
  console.log(data.dnaOneHot(sequences).shape, data.reverseComplement(sequences[0]));
}

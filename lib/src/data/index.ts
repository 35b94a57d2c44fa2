export * from './add-clock';
export * from './add-feature';
export * from './alike-groups';
export * from './append-inputs';
export * from './arrays';
export * from './as-changes';
export * from './as-labels';
export * from './audio/loudest-frequencies';
export * from './audio/mel';
export * from './audio/mu-law';
export * from './audio/scaled-frames';
export {
  type FrameOptions,
  hannWindow,
  type SpectrogramOptions,
  soundFrames,
  spectrogram,
} from './audio/spectrogram';
export * from './audio/wav';
export {generateBirths} from './births';
export * from './catalogue';
export * from './cut-sequences';
export {UnreachableError, WrongFileError} from './download';
export * from './downsample';
export * from './generate';
export * from './grid';
export * from './holidays';
export * from './load';
export * from './music/chorales';
export * from './music/generate';
export * from './music/melody';
export {type Note, readMidi, type Score, writeMidi} from './music/midi';
export * from './music/strangers';
export * from './music/synthesise';
export * from './music/transposed';
export * from './music/tunes';
export * from './normal-rows';
export * from './npz';
export * from './numbers';
export * from './on-grid';
export * from './random';
export * from './scaling';
export * from './seq2seq-examples';
export type {PriceSeries, Ridership, StockPrices} from './sets/daily';
export type {DataSets} from './sets/loaders';
export type {ChoraleSet, SketchSet, SpliceSet, SpokenDigits} from './sets/other';
export type {Origin, ReviewSet, TaggedSet, TextSet, TranslationSet} from './sets/texts';
export * from './shuffle-each';
export * from './sine';
export * from './split-groups';
export * from './stretches';
export * from './take-examples';
export * from './tasks/between';
export * from './tasks/choice';
export * from './tasks/coloured-things';
export {type DateOptions, generateDates, parseDate, type TextPair} from './tasks/dates';
export * from './tasks/deal-sketches';
export * from './tasks/dna';
export * from './tasks/drawing-pixels';
export * from './tasks/drawings';
export * from './tasks/film-edits';
export * from './tasks/gappy';
export {generateHeldLetters, generateHold, type HeldLetters, type HoldOptions, type HoldTask} from './tasks/hold';
export * from './tasks/marked';
export {generateMoments, type MomentOptions, type Moments} from './tasks/moments';
export * from './tasks/pen-states';
export {generatePlay, type PlayOptions} from './tasks/play';
export * from './tasks/random-walk';
export {generateReviews, type LabelledSentences, type ReviewOptions} from './tasks/reviews';
export * from './tasks/rising-wave';
export * from './tasks/scene-pairs';
export {generateScenes, type PlacedThing, type SceneOptions, type Scenes} from './tasks/scenes';
export * from './tasks/series';
export * from './tasks/sketches';
export {
  DIGIT_SAMPLE_RATE,
  generateSpokenDigits,
  type Recording,
  type SpokenDigitOptions,
} from './tasks/spoken-digits';
export * from './tasks/spoken-strings';
export * from './tasks/tagged-sentences';
export * from './tasks/translations';
export {generateTurningReviews, type TurningReviewOptions} from './tasks/turning-reviews';
export * from './tasks/two-scenes';
export * from './tasks/vary-sketches';
export {ACTIONS, generateVideos, type VideoOptions, type Videos} from './tasks/videos';
export * from './text/batches';
export * from './text/exchange-sides';
export * from './text/padding';
export * from './text/teacher-forcing';
export * from './text/text-examples';
export * from './text/tokenise';
export * from './text/unknown-share';
export * from './text/vocabulary';
export * from './text/windows';
export * from './text/windows-of-sequences';
export * from './text/word-reader';
export * from './to-width';
export * from './uniform-rows';
export * from './windows';
export * from './windows-ending';
export * from './windows-of-each';

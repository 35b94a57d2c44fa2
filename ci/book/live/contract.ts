/** What a demo of the book is: one part computes, in a worker, one part is the reader's, in the page. */

/** What the frame itself reads of a step; all may be left out. */
export interface Told {
  /** Share of the work that is done, 0 to 1, for the progress bar. */
  progress?: number;
  /** One line below the picture: the numbers that matter now. */
  says?: string;
  /** Nothing is left to compute until a setting changes: the frame goes on when one does. */
  waits?: boolean;
}

/**
 * What a demo computes, in a worker: yields one picture of its state after another (plain, cloneable values). Between two
 * the frame may hold it, leave it for good, or hand in changed settings: the value of the `yield`. A work that ends by
 * itself is begun anew when a setting changes afterwards.
 */
export type Work<Settings, Step> = (settings: Settings) => AsyncGenerator<Step & Told, void, Settings | undefined>;

/** Settings are flat: every control holds one of them. */
export type Setting = number | string | boolean;

interface Named<Name extends string> {
  name: Name;
  /** In words, as the reader sees it. */
  label: string;
  /** A short sentence below it. */
  hint?: string;
}

/** A number. */
export interface Slider<Name extends string = string> extends Named<Name> {
  kind: 'slider';
  min: number;
  max: number;
  step: number;
  /** Behind the number, such as `steps`. */
  unit?: string;
  /** How a number is shown, where it isn't the number itself: 0.003 for -2.5. */
  show?: (value: number) => string;
}

/** One of a few texts. */
export interface Choice<Name extends string = string> extends Named<Name> {
  kind: 'choice';
  options: readonly {value: string; label: string}[];
}

/** A line of text. */
export interface TextField<Name extends string = string> extends Named<Name> {
  kind: 'text';
  longest: number;
  placeholder?: string;
}

/** On or off. */
export interface Switch<Name extends string = string> extends Named<Name> {
  kind: 'switch';
}

export type Control<Name extends string = string> = Slider<Name> | Choice<Name> | TextField<Name> | Switch<Name>;

/** What a picture may do to the page around it. */
export interface Tools<Settings> {
  /** Changes settings as if the reader had moved their controls; settings without a control, such as a drawing, too. */
  set(changed: Partial<Settings>): void;
}

/** What the reader sees and sets, in the page. */
export interface Demo<Settings, Step> {
  /** Small letters and hyphens; the page is `live-<id>.html`, the work of this id in `works.ts` computes. */
  id: string;
  title: string;
  /** The question that the reader can answer by it, one sentence. */
  question: string;
  /** Id of the lesson that explains it, `1.3`. */
  lesson: string;
  /** What to try, what to see: two or three short paragraphs of plain text. */
  text: readonly string[];
  controls: readonly Control<keyof Settings & string>[];
  initial: Settings;
  /** A button 'Step' beside 'Start'; a change of a setting while it is held computes at once. */
  stepwise?: boolean;
  /** Least time between two steps while it runs, in milliseconds, where the reader should follow; defaults to 0. */
  pace?: number;
  /**
   * Draws the empty picture in `place`, and gives the function that draws a step. Called again for a new start. Runs in
   * the page: nothing heavy here. `place` is as wide as the text; a picture needs a text alternative of its own.
   */
  view(place: HTMLElement, tools: Tools<Settings>): (step: Step & Told, settings: Settings) => void;
}

/** A demo of which only the frame's side matters. */
// biome-ignore lint/suspicious/noExplicitAny: lists hold demos of different settings, and a function's argument varies the other way
export type AnyDemo = Demo<any, any>;
// biome-ignore lint/suspicious/noExplicitAny: as above
export type AnyWork = Work<any, any>;

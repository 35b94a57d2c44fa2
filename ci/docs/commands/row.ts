/** How a command of the documentation is tested. */

/** What a command did. */
export interface Outcome {
  code: number | null;
  /** What it printed, both streams. */
  output: string;
  /** The folder in which the commands of this run put what they make. */
  folder: string;
  /** The project folder. */
  root: string;
  /** A copy of the project, for commands that write into it. */
  copy: string;
}

export type Places = Omit<Outcome, 'code' | 'output'>;

/** Another test that runs the command: its file, and words that must stand in it. */
export interface Elsewhere {
  file: string;
  words: string[];
}

export interface Row {
  /** The command as pages give it, or several that the same trial stands for. */
  command: string | string[];
  /**
   * Run here: the command as it stands, after words of it were put in place of others (`FOLDER` and `ROOT` are the fresh
   * folder and the project), with `add` behind it.
   */
  here?: {
    /** Run in the copy of the project, after `spoil` broke in it what the command has to mend. */
    spoil?: (places: Places) => void;
    put?: Record<string, string>;
    add?: string;
    /** The text that shows a server to be up: then `check` is called, and the server ended. */
    until?: RegExp;
    check: (outcome: Outcome) => void | Promise<void>;
  };
  /** Tested by other files of the project. */
  there?: Elsewhere[];
  /** Run by nobody in CI: why, and (in `there`) which test holds what it once made. */
  byHand?: string;
}

export const commandsOfRow = ({command}: Row): string[] => (Array.isArray(command) ? command : [command]);

export const there = (command: string | string[], file: string, ...words: string[]): Row => ({
  command,
  there: [{file, words}],
});

/** What CI runs: files of tests, and the script of CI itself. */
export const isTest = (file: string): boolean => file === '.ci/run' || /\.(test|browser)\.ts$/.test(file);

/** The line that is run for a command. */
export function lineOf(command: string, {put = {}, add}: NonNullable<Row['here']>, places: Record<string, string>) {
  let line = command.replace(/ \[.*?\](?= |$)/g, ''); // what stands in brackets may be left out
  for (const [word, other] of Object.entries(put)) {
    if (!line.includes(word)) throw new Error(`'${command}' holds no '${word}'`);
    line = line.replace(word, () => other);
  }
  if (add) line += /^npm (?:start|test|run \S+)$/.test(line) ? ` -- ${add}` : ` ${add}`;
  return line.replace(/\b(FOLDER|ROOT|PORT)\b/g, (word) => places[word] ?? word);
}

/** The table: every command of the documentation, and how it is tested. */
import {authorRows} from './authors';
import {courseRows} from './course';
import {gradingRows} from './grading';
import type {Command} from './pages';
import {PEER_SCRIPT, peerRows} from './peers';
import {commandsOfRow, type Row} from './row';

export const rows: Row[] = [...courseRows, ...gradingRows, ...authorRows, ...peerRows];

const byCommand = new Map(rows.flatMap((row) => commandsOfRow(row).map((command): [string, Row] => [command, row])));

/** Numbers that a bench wrote into its page change with each run of it. */
const standing = (text: string): string =>
  text.replace(/(--(?:submissions|seed|nbgrader|training|slots)) \d+/g, '$1 N');

/** One line for each command that no row covers, and what to do about it. */
export function uncovered(commands: readonly Command[]): string[] {
  return commands
    .filter(({text}) => !byCommand.has(standing(text)) && !PEER_SCRIPT.test(text))
    .map(
      ({text, page, line}) =>
        `${page}:${line}: no test runs '${text}'; add a row to ci/docs/commands (run here, or by which test), or write it as another page does`,
    );
}

/** Commands of the table that no page gives any more. */
export function unused(commands: readonly Command[]): string[] {
  const given = new Set(commands.map(({text}) => standing(text)));
  return rows
    .filter((row) => !commandsOfRow(row).some((command) => given.has(command)))
    .map((row) => `no page gives '${commandsOfRow(row)[0]}'; take its row out of ci/docs/commands`);
}

import {CheckFailed, findPart, run, summary, type Verdict} from '../checks';
import {escapeHtml, type Html, textHtml} from './html';
import {show} from './show';
import {updateState} from './state';

/** Draws a verdict; green and red are doubled by the marks ✓ and ✗. */
export function verdictHtml(verdict: Verdict): Html {
  const {part, title, points, passed, findings} = verdict;
  const mark = passed ? '✓' : '✗';
  const colour = passed ? '#007A5A' : '#B33C00';
  const head = passed
    ? `${part} ${title}: passed, ${points} ${points === 1 ? 'point' : 'points'}`
    : `${part} ${title}: not passed yet`;
  const lines = findings
    .filter((finding) => !passed || finding.passed)
    .map((finding) => {
      return {mark: finding.passed ? '✓' : '✗', message: finding.message};
    });
  // A passed part needs no list: the reader wants to go on.
  const shown = passed ? [] : lines;
  const item = 'list-style:none;padding-left:1.3em;text-indent:-1.3em';
  const items = shown.map((line) => `<li style="${item}">${line.mark} ${textHtml(line.message)}</li>`);
  const list = items.length > 0 ? `<ul style="margin:4px 0 0;padding-left:0">${items.join('')}</ul>` : '';
  const style = `border-left:4px solid ${colour};padding:4px 10px`;
  return {
    html: `<div style="${style}"><strong style="color:${colour}">${mark} ${escapeHtml(head)}</strong>${list}</div>`,
    text: [`${mark} ${head}`, ...shown.map((line) => `  ${line.mark} ${line.message}`)].join('\n'),
  };
}

/**
 * Checks the answers to one part of an exercise, shows the verdict, and stops the cell when it is not passed.
 *
 * @param part such as '20.3'
 * @param answers the functions that the part asks for, by name
 * @throws RangeError when there is no such part; CheckFailed, in one line, when the part is not passed
 */
export async function check(part: string, answers: Record<string, unknown>): Promise<void> {
  const verdict = await run(findPart(part), answers);
  updateState(part, (old) => ({...old, tries: old.tries + 1, passed: old.passed || verdict.passed}));
  show(verdictHtml(verdict));
  if (verdict.passed) return;
  const failed = new CheckFailed(summary(verdict));
  // The frames are ours: they would lead the learner away from the message.
  failed.stack = `${failed.name}: ${failed.message}`;
  throw failed;
}

const STEPS = ['a question', 'a pointer', 'nearly the line'];

/**
 * Opens the next of the three hints to a part, and shows those that are open.
 *
 * @param part such as '20.3'
 * @throws RangeError when there is no such part
 */
export function hint(part: string): void {
  const {hints, title} = findPart(part);
  const opened = updateState(part, (old) => ({...old, hints: Math.min(3, old.hints + 1)})).hints || 1;
  const open = hints.slice(0, opened);
  const rest = opened < 3 ? `Call notebook.hint('${part}') again for ${STEPS[opened]}.` : 'That was the last hint.';
  const items = open.map((text) => `<li>${textHtml(text)}</li>`).join('');
  show({
    html: `<div><strong>Hints to ${part} ${escapeHtml(title)}</strong><ol>${items}</ol><em>${escapeHtml(rest)}</em></div>`,
    text: [`Hints to ${part} ${title}`, ...open.map((text, i) => `${i + 1}. ${text}`), rest].join('\n'),
  });
}

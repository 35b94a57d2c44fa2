/** What has been written so far, and by which chances the last letter was drawn. */
import {sized} from '../drawing/sized';
import {element, svg} from '../frame/elements';
import type {LettersStep, NextLetter} from './work';

const [LEFT, RIGHT, TOP, ROW] = [34, 52, 46, 20];
const ROWS = 12;

/** Signs that one cannot see, by ones that one can. */
const visible = (letter: string): string => (letter === ' ' ? '␣' : letter === '\n' ? '↵' : letter);
const percent = (share: number): string => (share > 0 && share < 0.001 ? '< 0.1 %' : `${(100 * share).toFixed(1)} %`);

function bars(width: number, next: readonly NextLetter[], drawn: string | undefined): SVGElement[] {
  const room = Math.max(0, width - LEFT - RIGHT);
  return next.flatMap(({letter, plain, probability}, i) => {
    const y = TOP + i * ROW;
    const isDrawn = letter === drawn;
    return [
      svg(
        'text',
        {x: LEFT - 8, y: y + 13, class: isDrawn ? 'letter drawn' : 'letter', 'text-anchor': 'end'},
        visible(letter),
      ),
      svg('rect', {
        x: LEFT,
        y: y + 2,
        width: room * probability,
        height: ROW - 5,
        class: isDrawn ? 'chance drawn' : 'chance',
      }),
      svg('line', {x1: LEFT + room * plain, x2: LEFT + room * plain, y1: y, y2: y + ROW - 1, class: 'plain'}),
      svg('text', {x: LEFT + room * Math.max(probability, plain) + 6, y: y + 13, class: 'tick'}, percent(probability)),
    ];
  });
}

export function drawLetters(place: HTMLElement): (step: LettersStep) => void {
  let step: LettersStep | undefined;
  const text = element('p', {class: 'written', tabindex: 0, role: 'region', 'aria-label': 'what is written'});
  const box = element('div', {class: 'letters'});
  place.append(text, box);
  const label = () => {
    const [first, second] = step?.next ?? [];
    if (!step || !first || !second) return 'Chances of the next letter.';
    const chance = ({letter, probability}: NextLetter) => `${visible(letter)} ${percent(probability)}`;
    return `Chances of the last letter: ${chance(first)}, ${chance(second)}, and others; drawn was ${visible(step.drawn)}.`;
  };
  const {redraw} = sized(box, label, (width) => ({
    height: TOP + ROWS * ROW + 4,
    children: [
      svg('text', {x: LEFT, y: 14, class: 'tick'}, 'chances of the last letter (bars)'),
      svg('line', {x1: LEFT + 1, x2: LEFT + 1, y1: 21, y2: 35, class: 'plain'}),
      svg('text', {x: LEFT + 9, y: 32, class: 'tick'}, 'by the network alone, at temperature 1'),
      ...bars(width, step?.next ?? [], step?.drawn),
    ],
  }));
  return (next) => {
    step = next;
    const last = next.text.length - next.drawn.length;
    text.replaceChildren(
      element('b', {}, next.text.slice(0, next.from)),
      next.text.slice(next.from, last),
      element('mark', {}, next.text.slice(last)),
    );
    text.scrollTop = text.scrollHeight;
    redraw();
  };
}

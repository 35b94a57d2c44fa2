/** What a live page loads beside `book.js`: all demos, of which it shows its own. */
import {demos} from '../demos';
import {startDemo} from './frame';

for (const place of document.querySelectorAll<HTMLElement>('.live[data-demo]')) {
  const demo = demos.find(({id}) => id === place.dataset.demo);
  if (demo) startDemo(place, demo);
}

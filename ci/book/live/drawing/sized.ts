/** Pictures that are drawn for the width they have: letters stay as large on a phone as on a desk. */
import {svg} from '../frame/elements';

export interface Sized {
  /** Draws again, for the width it has now. */
  redraw(): void;
}

/**
 * An SVG picture in `place`, drawn anew when its width changes.
 *
 * @param label what the picture shows, for those who don't see it; asked again with every drawing
 * @param draw gives the elements for a width, and the height that they need
 */
export function sized(
  place: HTMLElement,
  label: () => string,
  draw: (width: number) => {height: number; children: readonly SVGElement[]},
): Sized {
  const picture = svg('svg', {role: 'img', class: 'drawing'});
  place.append(picture);
  let width = 0;
  const redraw = () => {
    if (width === 0) return;
    const {height, children} = draw(width);
    for (const [name, value] of Object.entries({
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      'aria-label': label(),
    }))
      picture.setAttribute(name, String(value));
    picture.replaceChildren(...children);
  };
  const measure = () => {
    const next = Math.floor(place.clientWidth);
    if (next === width || next === 0) return;
    width = next;
    redraw();
  };
  new ResizeObserver(measure).observe(place);
  measure();
  return {redraw};
}

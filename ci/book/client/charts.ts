/** Draws a chart when it comes near the window; until then, and in print, its stored picture stands there. */

interface Figure {
  data: unknown[];
  layout: Record<string, unknown> & {width?: number; height?: number};
  frames?: unknown[];
  config?: object;
}

interface Plotly {
  newPlot(place: HTMLElement, figure: object): Promise<unknown>;
}

let loading: Promise<Plotly> | undefined;

/** Plotly, once a page. */
function load(): Promise<Plotly> {
  loading ??= new Promise((done, fail) => {
    const script = document.createElement('script');
    script.src = 'assets/plotly.js';
    script.onload = () => done((globalThis as typeof globalThis & {Plotly: Plotly}).Plotly);
    script.onerror = () => fail(new Error('assets/plotly.js is missing: the stored pictures stay'));
    document.head.append(script);
  });
  return loading;
}

async function draw(chart: HTMLElement): Promise<void> {
  const source = chart.querySelector('script')?.textContent;
  if (!source || chart.dataset.drawn) return;
  chart.dataset.drawn = 'on its way';
  const plotly = await load();
  const figure = JSON.parse(source) as Figure;
  // a finger scrolls the page; a mouse zooms
  const layout = matchMedia('(pointer: coarse)').matches ? {...figure.layout, dragmode: false} : figure.layout;
  const place = document.createElement('div');
  place.className = 'plot';
  const still = chart.querySelector<HTMLImageElement>('img.still');
  if (still?.alt) {
    place.setAttribute('role', 'group');
    place.setAttribute('aria-label', still.alt);
  }
  chart.append(place);
  await plotly.newPlot(place, {...figure, layout, config: {...figure.config, displaylogo: false}});
  chart.dataset.drawn = 'yes';
}

export function startCharts(): void {
  const near = new IntersectionObserver(
    (entries) => {
      for (const {isIntersecting, target} of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        draw(target as HTMLElement).catch((error: Error) => console.error(error.message));
      }
    },
    {rootMargin: '800px 0px'},
  );
  for (const chart of document.querySelectorAll<HTMLElement>('.chart')) near.observe(chart);
}

/** The theme's switch, the course's menu on narrow screens, folds that open for links and print, focus for what scrolls. */
const dark = matchMedia('(prefers-color-scheme: dark)');

const isDark = (): boolean => (document.documentElement.dataset.theme ?? (dark.matches ? 'dark' : 'light')) === 'dark';

export function startTheme(): void {
  const button = document.querySelector<HTMLButtonElement>('button.theme');
  const show = () => button?.setAttribute('aria-pressed', String(isDark()));
  button?.addEventListener('click', () => {
    const theme = isDark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem('unroll-theme', theme);
    } catch {
      // a browser that keeps nothing for files: the choice holds for this page
    }
    show();
  });
  dark.addEventListener('change', show);
  show();
}

export function startMenu(): void {
  const button = document.querySelector<HTMLButtonElement>('button.menu');
  const course = document.querySelector<HTMLElement>('nav.course');
  if (!button || !course) return;
  const set = (isOpen: boolean) => {
    document.body.classList.toggle('menu-open', isOpen);
    button.setAttribute('aria-expanded', String(isOpen));
    if (isOpen) course.querySelector<HTMLElement>('[aria-current], a')?.focus();
  };
  button.addEventListener('click', () => set(!document.body.classList.contains('menu-open')));
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !document.body.classList.contains('menu-open')) return;
    set(false);
    button.focus();
  });
  document.querySelector('main')?.addEventListener('click', () => set(false));
  // only within the side bar: the page itself stays where its address says
  const current = course.querySelector<HTMLElement>('[aria-current]');
  if (current) course.scrollTop = current.offsetTop - course.clientHeight / 3;
}

/** A link to what stands in a closed fold opens it. */
export function startFolds(): void {
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let fold = target?.closest('details'); fold; fold = fold.parentElement?.closest('details')) fold.open = true;
    if (target?.closest('details')) target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  reveal();
  let opened: HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>('main details:not([open], .fold)')];
    for (const fold of opened) fold.open = true;
  });
  addEventListener('afterprint', () => {
    for (const fold of opened) fold.open = false;
  });
}

/** What scrolls sideways can be reached by keyboard, and only that. */
export function startScrollers(): void {
  const boxes = document.querySelectorAll<HTMLElement>('.highlight pre, pre.output, .output, .table, .katex-display');
  const look = new ResizeObserver((entries) => {
    for (const {target} of entries) {
      const box = target as HTMLElement;
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
      else box.removeAttribute('tabindex');
    }
  });
  for (const box of boxes) look.observe(box);
}

/** Marks the section that is being read in the list of headings. */
export function startHere(): void {
  const links = new Map(
    [...document.querySelectorAll<HTMLAnchorElement>('nav.here a')].map((link) => [link.hash.slice(1), link]),
  );
  const headings = [...document.querySelectorAll<HTMLElement>('article h2[id]')].filter(({id}) => links.has(id));
  if (headings.length === 0) return;
  const mark = () => {
    const above = headings.filter((heading) => heading.getBoundingClientRect().top < 140).at(-1);
    for (const [id, link] of links) link.classList.toggle('current', id === above?.id);
  };
  let isAsked = false;
  addEventListener(
    'scroll',
    () => {
      if (isAsked) return;
      isAsked = true;
      requestAnimationFrame(() => {
        isAsked = false;
        mark();
      });
    },
    {passive: true},
  );
  mark();
}

/** A piece of HTML with a text that says the same. */
export interface Html {
  html: string;
  text: string;
}

const ESCAPES: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'};

/** A text as it may stand inside HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character]);
}

/** Symbols such as h_t, W_xh and h_{t-1} with their subscripts set low. */
const withSubscripts = (html: string): string =>
  html.replace(
    /\b([A-Za-z])_(?:\{([^{}]+)\}|([A-Za-z0-9]+))/g,
    (_all, letter: string, long?: string, short?: string) => {
      return `<i>${letter}</i><sub>${long ?? short}</sub>`;
    },
  );

/**
 * A text as HTML: `code` in backticks, and the call at its beginning, such as f(x).kernel, stand in a code font; symbols
 * outside of code have subscripts.
 */
export function textHtml(text: string): string {
  const call = /^\w+\([^()]*\)[\w.[\]]*(?=[: ])/.exec(text)?.[0] ?? '';
  const parts = escapeHtml(text.slice(call.length)).split(/`([^`]+)`/);
  const rest = parts.map((part, i) => (i % 2 === 1 ? `<code>${part}</code>` : withSubscripts(part))).join('');
  return (call ? `<code>${escapeHtml(call)}</code>` : '') + rest;
}

/** A text as it may stand inside a table: JupyterLab would typeset what stands between two dollar signs. */
export function cellHtml(text: string): string {
  return escapeHtml(text).replaceAll('$', '<span>$</span>');
}

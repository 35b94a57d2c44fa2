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

/** A text as HTML: `code` in backticks, and the call at its beginning, such as f(x).kernel, stand in a code font. */
export function textHtml(text: string): string {
  const call = /^\w+\([^()]*\)[\w.[\]]*(?=[: ])/.exec(text)?.[0] ?? '';
  const rest = escapeHtml(text.slice(call.length)).replace(/`([^`]+)`/g, '<code>$1</code>');
  return (call ? `<code>${escapeHtml(call)}</code>` : '') + rest;
}

/** A text as it may stand inside a table: JupyterLab would typeset what stands between two dollar signs. */
export function cellHtml(text: string): string {
  return escapeHtml(text).replaceAll('$', '<span>$</span>');
}

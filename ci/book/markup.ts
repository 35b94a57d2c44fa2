/** Text in HTML. */
const names: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'};

export const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => names[sign] as string);

/** Lines of a list, nothing where it is empty. */
export const join = (pieces: readonly string[]): string => pieces.join('\n');

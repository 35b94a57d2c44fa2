type Entry = [session: number, line: number, source: string];

/** The inputs of this session, for `history_request`. */
export class History {
  private readonly entries: Entry[] = [];

  add(line: number, source: string): void {
    this.entries.push([0, line, source]);
  }

  /** Content of the reply: the last ones, a range of lines, or those that match a pattern with `*` and `?`. */
  answer(content: Record<string, unknown>): object {
    const number = (name: string, otherwise: number): number =>
      typeof content[name] === 'number' ? (content[name] as number) : otherwise;
    let found = this.entries;
    if (content.hist_access_type === 'range') {
      const [start, stop] = [number('start', 0), number('stop', Number.POSITIVE_INFINITY)];
      found = found.filter(([, line]) => line >= start && line < stop);
    } else {
      if (content.hist_access_type === 'search') {
        const pattern = glob(String(content.pattern ?? '*'));
        found = found.filter(([, , source]) => pattern.test(source));
        if (content.unique === true) found = [...new Map(found.map((entry) => [entry[2], entry])).values()];
      }
      const n = number('n', found.length);
      found = n > 0 ? found.slice(-n) : [];
    }
    const history = found.map(([session, line, source]) => [
      session,
      line,
      content.output === true ? [source, null] : source,
    ]);
    return {status: 'ok', history};
  }
}

function glob(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\*/g, '[\\s\\S]*').replace(/\?/g, '[\\s\\S]')}$`);
}

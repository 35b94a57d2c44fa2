import type {CompilerClient} from './compiler-client';

type Content = Record<string, unknown>;

/** Positions in Jupyter count code points, those of JavaScript count UTF-16 units. */
function toUnits(code: string, codePoints: unknown): number {
  if (typeof codePoints !== 'number') return code.length;
  return [...code].slice(0, codePoints).join('').length;
}

function toCodePoints(code: string, units: number): number {
  return [...code.slice(0, units)].length;
}

function codeOf(content: Content): string {
  return typeof content.code === 'string' ? content.code : '';
}

/** Names that fit at the cursor. */
export async function complete(compiler: CompilerClient, declarations: string, content: Content): Promise<object> {
  const code = codeOf(content);
  const position = toUnits(code, content.cursor_pos);
  const {matches, start, end} = await compiler.ask({kind: 'complete', code, position, declarations});
  const [from, to] = [toCodePoints(code, start), toCodePoints(code, end)];
  return {
    status: 'ok',
    matches: matches.map(({name}) => name),
    cursor_start: from,
    cursor_end: to,
    metadata: {
      _jupyter_types_experimental: matches.map(({name, kind}) => ({text: name, type: kind, start: from, end: to})),
    },
  };
}

/** Type and documentation of what stands at the cursor. */
export async function inspect(compiler: CompilerClient, declarations: string, content: Content): Promise<object> {
  const code = codeOf(content);
  const position = toUnits(code, content.cursor_pos);
  // The cursor often stands behind the name, or behind the bracket that was just opened.
  for (const place of [position, position - 1, position - 2]) {
    if (place < 0) break;
    const text = await compiler.ask({kind: 'inspect', code, position: place, declarations});
    if (text !== null) return {status: 'ok', found: true, data: {'text/plain': text}, metadata: {}};
  }
  return {status: 'ok', found: false, data: {}, metadata: {}};
}

/** Whether a console should run the code or let the user go on typing. */
export async function isComplete(compiler: CompilerClient, content: Content): Promise<object> {
  const {completed, indent} = await compiler.ask({kind: 'isComplete', code: codeOf(content)});
  return completed ? {status: 'complete'} : {status: 'incomplete', indent: indent ?? ''};
}

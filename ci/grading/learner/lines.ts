/** Longest line that is read from a sandbox, in bytes: about a million numbers. */
export const LONGEST_LINE = 16 * 1024 * 1024;

/** Most bytes that one process may answer in all. */
export const MOST_BYTES = 256 * 1024 * 1024;

/** Most lists and records in one line: parsed, an empty one takes twenty times its two letters. */
export const MOST_OPENINGS = 500_000;

/** What came through a pipe is larger than any answer. */
export class TooMuch extends Error {
  override name = 'TooMuch';
}

/** How many lists and records a JSON text may hold at most: how much larger it becomes when it is read. */
export function openings(line: Buffer): number {
  let count = 0;
  for (const byte of line) if (byte === 0x5b || byte === 0x7b) count++;
  return count;
}

/**
 * Lines out of the pieces in which a pipe delivers them. What is held never grows beyond twice the longest line, also where
 * an unfriendly process writes one byte at a time.
 */
export class LineReader {
  private held = Buffer.allocUnsafe(1 << 16);
  private length = 0;
  private total = 0;

  /** @throws TooMuch when a line, or everything together, is larger than any answer */
  *lines(piece: Buffer): Generator<string> {
    this.total += piece.length;
    if (this.total > MOST_BYTES) throw new TooMuch(`the answers are longer than ${MOST_BYTES / 1024 / 1024} MB in all`);
    for (let from = 0; from < piece.length; ) {
      const at = piece.indexOf(10, from);
      this.hold(piece.subarray(from, at < 0 ? piece.length : at));
      if (at < 0) return;
      const line = this.held.subarray(0, this.length);
      if (openings(line) > MOST_OPENINGS) throw new TooMuch(`an answer has more than ${MOST_OPENINGS} lists`);
      this.length = 0;
      from = at + 1;
      yield line.toString('utf8');
    }
  }

  private hold(part: Buffer): void {
    const length = this.length + part.length;
    if (length > LONGEST_LINE) throw new TooMuch(`an answer is longer than ${LONGEST_LINE / 1024 / 1024} MB`);
    if (length > this.held.length) {
      const larger = Buffer.allocUnsafe(Math.max(length, 2 * this.held.length));
      this.held.copy(larger, 0, 0, this.length);
      this.held = larger;
    }
    part.copy(this.held, this.length);
    this.length = length;
  }
}

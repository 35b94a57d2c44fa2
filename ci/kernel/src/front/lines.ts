const NEWLINE = 0x0a;

/** Cuts a stream of bytes into lines; a line may come in many pieces and be many megabytes long. */
export class LineReader {
  private pieces: Buffer[] = [];

  constructor(private readonly onLine: (line: string) => void) {}

  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      this.pieces.push(chunk.subarray(start, end));
      const line = this.pieces.length === 1 ? this.pieces[0] : Buffer.concat(this.pieces);
      this.pieces = [];
      start = end + 1;
      this.onLine(line.toString('utf8'));
    }
    if (start < chunk.length) this.pieces.push(chunk.subarray(start));
  }
}

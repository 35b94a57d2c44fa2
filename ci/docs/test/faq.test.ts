// The messages that docs/faq.md shows are those that programs print.
import {strict as assert} from 'node:assert';
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';

const root = resolve(__dirname, '../../..');

/** Messages stand in blocks marked `text`, one a line; `…` is what differs from case to case. */
const messagesIn = (page: string): string[] =>
  [...page.matchAll(/^```text\n([\s\S]*?)^```$/gm)].flatMap(([, block]) => block.trim().split('\n'));

const isPrinted = (piece: string): boolean => {
  const where = ['--', 'ci', 'lib/src', ':!ci/**/test/**', ':!*.md'];
  return spawnSync('git', ['grep', '--untracked', '-qF', '-e', piece, ...where], {cwd: root}).status === 0;
};

describe('questions and answers', () => {
  const messages = messagesIn(readFileSync(join(root, 'docs/faq.md'), 'utf8'));

  it('quote messages', () => assert.ok(messages.length > 20));

  for (const message of messages) {
    it(`quote as it is printed: ${message.slice(0, 80)}`, () => {
      // programs put messages together at these places
      const pieces = message.split(/…|; |: |`/).map((piece) => piece.trim());
      assert.deepEqual(
        pieces.filter((piece) => piece.length > 6 && !isPrinted(piece)),
        [],
      );
    });
  }
});

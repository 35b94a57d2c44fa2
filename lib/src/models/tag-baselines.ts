import type {TaggedSentence} from '../data';
import {checkList} from '../data/arguments';

/** Tags the words of a sentence. */
export type TagRule = (tokens: readonly string[]) => string[];

/** Counts by key, and the key that came most often (the first of equals). */
function counter() {
  const counts = new Map<string, number>();
  return {
    add: (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1),
    most: () => [...counts].reduce((top, one) => (one[1] > top[1] ? one : top))[0],
  };
}

/**
 * Gives each word the tag that it had most often in training, and O to new words: the baseline of tagging.
 *
 * @param train tagged sentences
 * @returns the rule
 * @throws RangeError when there are no sentences
 *
 * Lesson: notebooks/05-text/5.5.
 */
export function commonestTag(train: readonly TaggedSentence[]): TagRule {
  checkList('commonestTag: train', train);
  const words = new Map<string, ReturnType<typeof counter>>();
  for (const {tokens, tags} of train) {
    tokens.forEach((token, t) => {
      const known = words.get(token) ?? counter();
      known.add(tags[t]);
      words.set(token, known);
    });
  }
  const best = new Map([...words].map(([word, count]) => [word, count.most()]));
  return (tokens) => tokens.map((token) => best.get(token) ?? 'O');
}

/**
 * Finds the names that training has, word for word, the longest first; each gets its commonest type.
 *
 * @param train tagged sentences
 * @returns the rule
 * @throws RangeError when there are no sentences
 *
 * Source: the baseline of Tjong Kim Sang and De Meulder 2003. Lesson: notebooks/05-text/5.5.
 */
export function nameList(train: readonly TaggedSentence[]): TagRule {
  checkList('nameList: train', train);
  const names = new Map<string, ReturnType<typeof counter>>();
  let longest = 0;
  for (const {tokens, tags} of train) {
    tags.forEach((tag, start) => {
      if (!tag.startsWith('B-')) return;
      let end = start + 1;
      while (tags[end] === `I-${tag.slice(2)}`) end++;
      const name = tokens.slice(start, end).join(' ');
      const known = names.get(name) ?? counter();
      known.add(tag.slice(2));
      names.set(name, known);
      longest = Math.max(longest, end - start);
    });
  }
  const types = new Map([...names].map(([name, count]) => [name, count.most()]));
  return (tokens) => {
    const tags = tokens.map(() => 'O');
    for (let start = 0; start < tokens.length; ) {
      let size = Math.min(longest, tokens.length - start);
      while (size > 0 && !types.has(tokens.slice(start, start + size).join(' '))) size--;
      const type = types.get(tokens.slice(start, start + size).join(' '));
      for (let i = 0; i < size; i++) tags[start + i] = `${i === 0 ? 'B' : 'I'}-${type}`;
      start += Math.max(1, size);
    }
    return tags;
  };
}

/**
 * Takes each run of capitalised words for a name, apart from words at the start of a sentence that training has in small
 * letters; its type is the commonest one of its words in training names, else that of all names.
 *
 * @param train tagged sentences
 * @returns the rule
 * @throws RangeError when there are no sentences, or no names in them
 *
 * Lesson: notebooks/05-text/5.5.
 */
export function capitalRuns(train: readonly TaggedSentence[]): TagRule {
  checkList('capitalRuns: train', train);
  const [words, all, small] = [new Map<string, ReturnType<typeof counter>>(), counter(), new Set<string>()];
  for (const {tokens, tags} of train) {
    tokens.forEach((token, t) => {
      if (!/^\p{Lu}/u.test(token)) small.add(token);
      if (tags[t] === 'O') return;
      const known = words.get(token) ?? counter();
      known.add(tags[t].slice(2));
      words.set(token, known);
      all.add(tags[t].slice(2));
    });
  }
  const fallback = all.most();
  const types = new Map([...words].map(([word, count]) => [word, count.most()]));
  return (tokens) => {
    const isName = tokens.map(
      (token, t) => /^\p{Lu}/u.test(token) && (t > 0 || types.has(token) || !small.has(token.toLowerCase())),
    );
    const tags = tokens.map(() => 'O');
    for (let start = 0; start < tokens.length; start++) {
      if (!isName[start]) continue;
      let end = start;
      while (isName[end]) end++;
      const votes = counter();
      for (const token of tokens.slice(start, end)) if (types.has(token)) votes.add(types.get(token) as string);
      const type = tokens.slice(start, end).some((token) => types.has(token)) ? votes.most() : fallback;
      for (let t = start; t < end; t++) tags[t] = `${t === start ? 'B' : 'I'}-${type}`;
      start = end;
    }
    return tags;
  };
}

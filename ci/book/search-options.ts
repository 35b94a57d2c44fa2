/** How the book's index is made and read: both sides need the same options. */
import type {Options} from 'minisearch';

/** A section of a page. */
export interface Entry {
  id: number;
  /** Address in the book, with anchor. */
  href: string;
  page: string;
  heading: string;
  text: string;
  code: string;
}

/** File that sets `bookSearch`: a script, since a page opened from a disk may not fetch. */
export const indexFile = 'search-index.js';

export const searchOptions: Options<Entry> = {
  fields: ['page', 'heading', 'text', 'code'],
  storeFields: ['href', 'page', 'heading', 'text'],
  searchOptions: {
    boost: {page: 4, heading: 3, code: 0.5},
    prefix: (term) => term.length > 2,
    fuzzy: (term) => (term.length > 5 ? 0.15 : 0),
    combineWith: 'AND',
  },
};

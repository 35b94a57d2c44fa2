export {type DisplayOptions, display, type MimeBundle} from './display';
export {expectShape, type Shaped, ShapeError} from './expect-shape';
export type {Html} from './html';
export {bundleOf, type Showable, show} from './show';
export {type Cell, type Table, type TableOptions, table} from './table';

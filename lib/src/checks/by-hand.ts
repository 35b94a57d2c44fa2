/** Something that a person reads and marks: no check sees it. */
export interface HandMarked {
  exercise: string;
  /** As its heading says: '01.6', or 'A' in a project. */
  part: string;
  title: string;
  points: number;
}

/** Every part marked by the teacher; a test compares them with the cells of the solutions. */
export const byHand: readonly HandMarked[] = [
  {exercise: '01', part: '01.6', title: 'Two cases argued', points: 4},
  {exercise: '08', part: '08.8', title: 'One design, defended', points: 3},
  {exercise: '10', part: 'A', title: 'The experiment', points: 3},
  {exercise: '10', part: 'B', title: 'The compositions', points: 3},
  {exercise: '14', part: 'A', title: 'The experiment', points: 3},
  {exercise: '14', part: 'B', title: 'The errors', points: 3},
  {exercise: '17', part: 'A', title: 'The experiment', points: 3},
  {exercise: '17', part: 'B', title: 'The errors', points: 3},
  {exercise: '18', part: 'A', title: 'The experiment', points: 3},
  {exercise: '18', part: 'B', title: 'Listening', points: 3},
  {exercise: '19', part: 'A', title: 'The experiment', points: 3},
  {exercise: '19', part: 'B', title: 'Where the two differ', points: 3},
];

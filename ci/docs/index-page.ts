/** The first page: rooms, and what to take for which task. */
import type {Page} from './entries';
import {createAddress, generatedFrom} from './page';
import {createAnchors} from './prose';
import type {Task, TaskGroup} from './tasks';

function roomLine({room, purpose}: Page): string {
  return `- **[${room.name}](${room.name}.md)**: ${purpose}`;
}

/** Names of a task as links; types, which the code only mentions, among them. */
function links({names}: Task, address: (name: string) => string | undefined): string {
  const known = names.filter((name) => address(name));
  return known.map((name) => `[\`${name}\`](${address(name)})`).join(' · ');
}

/** Everything that a task may need, on lines that a page shows whole. */
function importLine(names: string[]): string {
  const half = Math.ceil(names.length / 2);
  return `import {\n  ${names.slice(0, half).join(', ')},\n  ${names.slice(half).join(', ')},\n} from 'unroll';`;
}

/** `docs/api/README.md`: the index by task. */
export function indexPage(pages: Page[], groups: TaskGroup[]): string {
  const address = createAddress(pages, '');
  const anchors = createAnchors();
  for (const heading of ['The library', 'By room', 'By task']) anchors(heading);
  const plan = groups.map(({title, tasks}) => ({
    title,
    anchor: anchors(title),
    tasks: tasks.map((task) => ({task, heading: task.wish.replace(/\.$/, ''), anchor: ''})),
  }));
  for (const group of plan) for (const one of group.tasks) one.anchor = anchors(one.heading);
  const count = groups.reduce((sum, {tasks}) => sum + tasks.length, 0);
  const parts = [
    generatedFrom('the docstrings of lib/src, the code of the notebooks, and ci/docs/tasks'),
    '# The library',
    `What notebooks import from \`unroll\`: a page for each room, and below ${count} tasks with what to take for each. ` +
      'Letters and axes are those of the [notation page](../../notebooks/README.md).',
    '## By room',
    pages.map(roomLine).join('\n'),
    '## By task',
    'Each answer is code that runs as it stands, after the line below; a test runs all of them.',
    `\`\`\`ts\n${importLine([...pages.map(({room}) => room.name), 'tf'])}\n\`\`\``,
    ...plan.map(
      ({title, anchor, tasks}) =>
        `**[${title}](#${anchor})**\n\n${tasks.map(({heading, anchor: to}) => `- [${heading}](#${to})`).join('\n')}`,
    ),
    ...plan.flatMap(({title, tasks}) => [
      `## ${title}`,
      ...tasks.flatMap(({task, heading}) => [
        `### ${heading}`,
        `\`\`\`ts\n${task.code}\n\`\`\``,
        `→ ${links(task, address)}`,
      ]),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

// npm start: JupyterLab on the welcome notebook, with everything it writes kept inside the project folder.
import {spawn} from 'node:child_process';
import {copyFileSync, existsSync, mkdirSync} from 'node:fs';
import {createServer} from 'node:net';
import {join, resolve} from 'node:path';
import {Command, InvalidArgumentError} from 'commander';

const root = resolve(__dirname, '../..');

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new InvalidArgumentError('a port is a whole number from 1 to 65535.');
  }
  return port;
}

/** Resolves to an error code where the port on 127.0.0.1 cannot be listened on. */
function tryPort(port: number): Promise<string | undefined> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? 'error'));
    server.listen(port, '127.0.0.1', () => server.close(() => done(undefined)));
  });
}

/** Jupyter's and IPython's folders, moved into the project: nothing outside it is touched. */
export function jupyterEnvironment(project: string): Record<string, string> {
  const home = join(project, '.cache', 'jupyter');
  const folders = {
    JUPYTER_CONFIG_DIR: join(home, 'config'),
    JUPYTER_DATA_DIR: join(home, 'data'),
    JUPYTER_RUNTIME_DIR: join(home, 'runtime'),
    JUPYTERLAB_SETTINGS_DIR: join(home, 'lab', 'settings'),
    JUPYTERLAB_WORKSPACES_DIR: join(home, 'lab', 'workspaces'),
    IPYTHONDIR: join(home, 'ipython'),
  };
  for (const folder of Object.values(folders)) mkdirSync(folder, {recursive: true});
  mkdirSync(join(folders.JUPYTER_CONFIG_DIR, 'custom'), {recursive: true});
  copyFileSync(join(__dirname, 'lab/custom.css'), join(folders.JUPYTER_CONFIG_DIR, 'custom/custom.css'));
  return {...folders, JUPYTER_PLATFORM_DIRS: '0'};
}

async function start(options: {browser: boolean; port?: number; setupOnly?: boolean}): Promise<number> {
  if (options.setupOnly) {
    process.stdout.write('Set-up is complete. `npm start` opens the course, `npm test` checks it.\n');
    return 0;
  }
  const problem = options.port === undefined ? undefined : await tryPort(options.port);
  if (problem !== undefined) {
    const why = problem === 'EADDRINUSE' ? 'is in use by another program' : `cannot be used (${problem})`;
    process.stderr.write(
      `Port ${options.port} ${why}; name a free one (npm start -- --port N), or leave --port out.\n`,
    );
    return 1;
  }
  const lab = join(root, '.venv', process.platform === 'win32' ? 'Scripts/jupyter-lab.exe' : 'bin/jupyter-lab');
  const args = [
    '--LabApp.default_url=/lab/tree/notebooks/welcome.ipynb',
    '--ServerApp.log_level=WARN',
    '--ServerApp.ip=127.0.0.1',
    `--ServerApp.root_dir=${root}`,
    // the history and the news of Lab would be written and asked for outside the project
    '--LabApp.news_url=None',
    '--LabApp.custom_css=True',
    `--ServerApp.open_browser=${options.browser ? 'True' : 'False'}`,
  ];
  if (options.port !== undefined) args.push(`--ServerApp.port=${options.port}`, '--ServerApp.port_retries=0');
  // as root (containers) Jupyter refuses to start without being told; the server still listens on 127.0.0.1 only
  if (process.getuid?.() === 0) args.push('--allow-root');
  if (!existsSync(lab)) {
    process.stderr.write('JupyterLab is missing from .venv; remove the folder .venv and run npm start again.\n');
    return 1;
  }
  const child = spawn(lab, args, {cwd: root, stdio: 'inherit', env: {...process.env, ...jupyterEnvironment(root)}});
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill('SIGTERM'));
  return new Promise((done) => {
    child.on('error', (error) => {
      process.stderr.write(`JupyterLab could not be started: ${error.message}\n`);
      done(1);
    });
    child.on('close', (code) => done(code ?? 0));
  });
}

if (require.main === module) {
  const command = new Command('npm start --')
    .description('Sets up what is missing, then opens JupyterLab on the welcome notebook (127.0.0.1, with its token).')
    .option('--no-browser', 'do not open a browser; the address with its token is printed')
    .option('--port <n>', 'listen on this port', parsePort)
    .option('--setup-only', 'set up, then stop')
    .allowExcessArguments(false)
    .parse();
  start(command.opts()).then((code) => {
    process.exitCode = code;
  });
}

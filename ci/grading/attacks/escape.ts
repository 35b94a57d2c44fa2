import {type Attack, notebook, type Places, type Written} from './attack';

/** Code that collects what it could read and throws it, so that it would stand in the feedback: canaries in it are a leak. */
const collect = (code: string) => `const fs = require('node:fs'); const found: string[] = [];
const read = (path: string) => { try { found.push(path + ': ' + fs.readFileSync(path, 'utf8').slice(0, 3000)); } catch {} };
const list = (path: string) => { try { return fs.readdirSync(path).map((name: string) => path + '/' + name); } catch { return []; } };
${code}
const loot = found.join(' ').match(/CANARY\\S*|hidden[A-Z]\\w+|BEGIN \\w+/g) ?? [];
(globalThis as any).loot = loot.join(' ');`;

const tells = `async function allShape(...given: any[]): Promise<any> { throw new Error('found: ' + (globalThis as any).loot); }`;

const reads = (name: string, about: string, code: (places: Places) => string, more: Written = {}): Attack => ({
  ...{name, about, honest: 2, reported: /found:|threw|ended/},
  build: (places) => notebook({before: collect(code(places)), answers: {allShape: tells}, ...more}),
});

/** Ways out of the sandbox: files, processes, the network. */
export const escapes: Attack[] = [
  reads(
    'read-secret',
    'the secret, the gradebook, and the work of others by their paths',
    ({secret, gradebook, other}) => {
      return [secret, gradebook, other].map((path) => `read(${JSON.stringify(path)});`).join('\n');
    },
  ),
  reads(
    'read-project',
    'hidden checks, solutions and the package lock of the project folder',
    ({project}) =>
      `for (const path of ['ci/grading/hidden/02.ts', 'solutions/02-dimensions.ipynb', 'package-lock.json', '.unroll/grading-secret']) read(${JSON.stringify(project)} + '/' + path);`,
  ),
  reads(
    'walk-disk',
    'everything that can be listed below /',
    () => `
const queue = ['/course', '/tmp', '/home', '/root', '/etc', '/var', '/work', '/opt', '/srv', '/mnt', '/usr/local']; let count = 0;
while (queue.length > 0 && count++ < 3000) { const path = queue.pop()!; const below = list(path); if (below.length > 0) queue.push(...below); else read(path); }
found.length = Math.min(found.length, 200);`,
  ),
  reads(
    'read-environment',
    "the environment, its own and other processes', also by ps and env",
    () => `found.push(JSON.stringify(process.env)); for (const pid of list('/proc')) { read(pid + '/environ'); read(pid + '/cmdline'); }
try { found.push(require('node:child_process').execSync('env; ps axe 2>/dev/null; cat /proc/*/environ', {encoding: 'utf8'})); } catch {}`,
  ),
  reads(
    'walk-proc',
    'files of other processes: root, cwd, fd, maps, mem, of process 1 and of its parent',
    ({pid, secret}) => `for (const pid of ['1', '2', String(process.ppid), '${pid}', 'self']) {
  for (const name of ['root${secret}', 'cwd', 'mem', 'maps', 'stack', 'mountinfo', 'task/' + pid + '/root${secret}']) read('/proc/' + pid + '/' + name);
  for (const fd of list('/proc/' + pid + '/fd')) if (Number(fd.split('/').pop()) > 4) { try { if (fs.statSync(fd).isFile()) read(fd); } catch {} }
}`,
  ),
  reads(
    'own-name-spaces',
    'a user name space of its own: root inside it, file systems of any size',
    () => `const {execSync} = require('node:child_process');
for (const flags of ['-Ur', '-Urm', '-Urp --fork', '-Urn']) { try { execSync('unshare ' + flags + ' sh -c "mount -t tmpfs -o size=64G x /tmp; df /tmp"', {stdio: 'ignore'}); found.push('CANARY-name-space'); } catch {} }`,
  ),
  reads(
    'become-root',
    'setuid, programs that run as root, su, capabilities',
    () => `for (const act of [() => process.setuid!(0), () => process.setgid!(0), () => process.seteuid!(0), () => process.initgroups!('root', 0)]) { try { act(); found.push('CANARY-root'); } catch {} }
const {execSync} = require('node:child_process'); for (const command of ['su -c id', 'sudo -n id', 'mount -t tmpfs x /tmp', 'chroot /tmp']) { try { execSync(command, {stdio: 'ignore', timeout: 3000}); found.push('CANARY-root'); } catch {} }`,
  ),
  reads(
    'write-course',
    'replaces the course, the program, node and system files',
    () =>
      `for (const path of ['/course/lib/course.js', '/course/program.js', '/course/node', '/usr/bin/env', '/etc/passwd', '/dev/shm/x', '/dev/x', '/proc/sys/kernel/core_pattern', '/proc/self/oom_score_adj_', '/x']) { try { fs.writeFileSync(path, 'passed'); found.push('CANARY-wrote ' + path); } catch {} }`,
  ),
  reads(
    'network',
    'a server of the same machine, the name service, the world, the address of cloud metadata',
    ({port}) => `const net = require('node:net'); const dns = require('node:dns').promises;
const reach = (host: string, port: number) => new Promise<void>((done) => { const socket = net.connect({host, port}); socket.on('connect', () => { found.push('CANARY-network ' + host); done(); }); socket.on('error', () => done()); setTimeout(done, 400); });
await Promise.all([reach('127.0.0.1', ${port}), reach('::1', ${port}), reach('169.254.169.254', 80), reach('1.1.1.1', 53), reach('localhost', ${port})]);
await Promise.race([dns.lookup('example.org').then(() => found.push('CANARY-dns')).catch(() => 0), new Promise((next) => setTimeout(next, 400))]);`,
  ),
  reads(
    'unix-sockets',
    "sockets in the file system: containers' daemons, the bus, agents",
    () => `const net = require('node:net');
for (const path of ['/var/run/docker.sock', '/run/docker.sock', '/run/dbus/system_bus_socket', '/run/systemd/private', '\\0/tmp/.X11-unix/X0', process.env.SSH_AUTH_SOCK ?? '/tmp/agent']) {
  await new Promise<void>((done) => { try { const socket = net.connect({path}); socket.on('connect', () => { found.push('CANARY-socket ' + path); done(); }); socket.on('error', () => done()); } catch { done(); } setTimeout(done, 200); }); }`,
  ),
  reads(
    'leave-for-next',
    'leaves a file for the next part and for the next student: each sandbox begins empty',
    () =>
      `for (const path of ['/tmp/left', '/dev/shm/left', '/var/tmp/left', '/course/left']) { try { if (fs.existsSync(path)) found.push('CANARY-left'); fs.writeFileSync(path, 'CANARY-left'); } catch {} }`,
  ),
  reads(
    'kernel-keys',
    'keys of the kernel, memory files, and tracing of others, by numbers of system calls',
    () => `const {execFileSync} = require('node:child_process');
const calls = process.arch === 'x64' ? {add_key: 248, keyctl: 250, memfd: 319, shmget: 29, ptrace: 101} : {add_key: 217, keyctl: 219, memfd: 279, shmget: 194, ptrace: 117};
for (const [name, number] of Object.entries(calls)) { try { if (Number(execFileSync('perl', ['-e', 'my $n = "x"; print syscall(' + number + ', $n, 0, 0, 0, 0)'], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']})) >= 0 && name !== 'keyctl') found.push('CANARY-call ' + name); } catch {} }`,
  ),
  {
    name: 'signal-parents',
    about: 'ends, stops and debugs every process that it can name, the grader among them',
    // numbers of its own threads are among them
    honest: 0,
    inContainer: 2,
    reported: /ended by itself|no answer/,
    build: ({pid}) =>
      notebook({
        before: `for (const pid of [1, process.ppid, ${pid}, 2, 3, 4]) for (const signal of ['SIGTERM', 'SIGSTOP', 'SIGUSR1', 'SIGKILL'] as const) { if (pid !== process.pid) { try { process.kill(pid, signal); } catch {} } }`,
        answers: {allShape: 'function allShape(): any { return [1, 1, 1]; }'},
      }),
  },
];

/**
 * What no learner's program may ask the kernel for, as a seccomp filter (a program of the kernel's packet filter, in the form
 * that bubblewrap reads). Name spaces of its own would give a program file systems in memory without any limit; keys of the
 * kernel outlive a sandbox; memory files count as nobody's memory.
 */

/** System calls by name: their numbers on x86-64 and on 64-bit ARM. */
const REFUSED: Record<string, readonly [x64: number, arm64: number]> = {
  unshare: [272, 97],
  setns: [308, 268],
  mount: [165, 40],
  umount2: [166, 39],
  pivot_root: [155, 41],
  fsopen: [430, 430],
  fsmount: [432, 432],
  open_tree: [428, 428],
  move_mount: [429, 429],
  mount_setattr: [442, 442],
  memfd_create: [319, 279],
  memfd_secret: [447, 447],
  shmget: [29, 194],
  msgget: [68, 186],
  mq_open: [240, 180],
  add_key: [248, 217],
  request_key: [249, 218],
  keyctl: [250, 219],
  bpf: [321, 280],
  perf_event_open: [298, 241],
  userfaultfd: [323, 282],
  io_uring_setup: [425, 425],
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  pidfd_getfd: [438, 438],
  io_setup: [206, 0],
};

/** Beyond those where a program shares its machine's network and messages: Node needs no socket but those it is given. */
const REFUSED_SHARED: typeof REFUSED = {
  socket: [41, 198],
  socketpair: [53, 199],
  connect: [42, 203],
  bind: [49, 200],
  listen: [50, 201],
  accept: [43, 202],
  accept4: [288, 242],
  semget: [64, 190],
  chroot: [161, 51],
  syslog: [103, 116],
  kcmp: [312, 272],
  fanotify_init: [300, 262],
  open_by_handle_at: [304, 265],
};

const MACHINES = {
  x64: {audit: 0xc000003e, clone: 56, column: 0},
  arm64: {audit: 0xc00000b7, clone: 220, column: 1},
} as const;

const CLONE3 = 435;
const CLONE_NEWUSER = 0x10000000;
/** Numbers from here on are those of the x32 form of x86-64, which would go past the list. */
const X32 = 0x40000000;
const [EPERM, ENOSYS] = [1, 38];

const [LOAD, IF_EQUAL, IF_AT_LEAST, IF_BITS, RETURN] = [0x20, 0x15, 0x35, 0x45, 0x06];
const [ALLOW, ERRNO] = [0x7fff0000, 0x00050000];
/** Where the kernel keeps them: number of the call, machine, lower half of the first argument. */
const [NUMBER, MACHINE, FIRST_ARGUMENT] = [0, 4, 16];

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, value: number];

/** What a sandbox gives a program that calls are made to: a network and messages of its own, or those of its machine. */
type Surroundings = 'own' | 'shared';

/** The calls that are refused whatever they are given, by name. */
export function refusedCalls(machine: string, surroundings: Surroundings): Record<string, number> | undefined {
  if (machine !== 'x64' && machine !== 'arm64') return undefined;
  const {column} = MACHINES[machine];
  const calls = surroundings === 'own' ? REFUSED : {...REFUSED, ...REFUSED_SHARED};
  return Object.fromEntries(Object.entries(calls).map(([name, numbers]) => [name, numbers[column]]));
}

/**
 * The filter for a machine, as bytes.
 *
 * @returns undefined where the numbers of system calls are not known
 */
export function seccompFilter(machine: string, surroundings: Surroundings = 'own'): Buffer | undefined {
  const calls = refusedCalls(machine, surroundings);
  if (!calls || (machine !== 'x64' && machine !== 'arm64')) return undefined;
  const {audit, clone} = MACHINES[machine];
  const refuse: Instruction = [RETURN, 0, 0, ERRNO | EPERM];
  const instructions: Instruction[] = [
    [LOAD, 0, 0, MACHINE],
    [IF_EQUAL, 1, 0, audit],
    refuse,
    [LOAD, 0, 0, NUMBER],
    [IF_AT_LEAST, 0, 1, X32],
    refuse,
    ...Object.values(calls).flatMap((number): Instruction[] => [[IF_EQUAL, 0, 1, number], refuse]),
    // Its arguments lie in memory, where a filter cannot look; C libraries then use clone.
    [IF_EQUAL, 0, 1, CLONE3],
    [RETURN, 0, 0, ERRNO | ENOSYS],
    [IF_EQUAL, 0, 3, clone],
    [LOAD, 0, 0, FIRST_ARGUMENT],
    [IF_BITS, 0, 1, CLONE_NEWUSER],
    refuse,
    [RETURN, 0, 0, ALLOW],
  ];
  const bytes = Buffer.alloc(8 * instructions.length);
  instructions.forEach(([code, ifTrue, ifFalse, value], i) => {
    bytes.writeUInt16LE(code, 8 * i);
    bytes.writeUInt8(ifTrue, 8 * i + 2);
    bytes.writeUInt8(ifFalse, 8 * i + 3);
    bytes.writeUInt32LE(value >>> 0, 8 * i + 4);
  });
  return bytes;
}

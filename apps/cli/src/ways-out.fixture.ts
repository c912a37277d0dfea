/** A way by which files that were generated leave the command line. */
interface WayOut {
  verb: string;
  /** The option that names where. */
  option: string;
  /** What is run, in a folder with brief.json, its cup.mp4, and cake.jpg. */
  words: readonly string[];
  /** What of the folder it leaves: each file is tried. */
  leaves: string;
}

/** Every verb that writes what was generated. Those further down take what those above left. */
export const waysOut: readonly WayOut[] = [
  {
    verb: 'speak',
    option: '-o, --out <file>',
    words: ['speak', '单手能开，倒放不漏。', '-o', 'speech.wav'],
    leaves: 'speech.wav',
  },
  {
    verb: 'present',
    option: '-o, --output <file>',
    words: ['present', '--text', '你好。', '--size', '540', '-o', 'hello.mp4'],
    leaves: 'hello.mp4',
  },
  {
    verb: 'present',
    option: '-o, --output <file>',
    words: ['present', '--text', 'Hi.', '--size', '540', '--layout', 'cut-out', '-o', 'hello.webm'],
    leaves: 'hello.webm',
  },
  {
    verb: 'make',
    option: '--out <dir>',
    words: ['make', 'brief.json', '--out', 'made'],
    leaves: 'made',
  },
  {
    verb: 'deliver',
    option: '-o, --out <path>',
    words: ['deliver', 'made', '--channel', 'kuaishou:澄光', '--label', 'ai', '-o', 'package'],
    leaves: 'package',
  },
  {
    verb: 'templates',
    option: '--gallery <dir>',
    words: ['templates', '--gallery', 'gallery', '--brief', 'brief.json'],
    leaves: 'gallery',
  },
  {
    verb: 'label',
    option: '-o, --out <file>',
    words: ['label', 'cake.jpg', '--burn', '-o', 'labelled.jpg'],
    leaves: 'labelled.jpg',
  },
];

/** Verbs that write nothing that was generated, each with why. */
export const nothingGenerated: Readonly<Record<string, string>> = {
  copy: 'prints, and says that AI wrote it',
  template: 'prints a template',
  music: 'prints a list',
  check: 'prints what was found',
  schema: 'prints a schema',
  voices: 'prints a list; what it pulls are the voices of others',
  presenters: 'prints a list',
  presenter: 'a picture of what was found in a file that was sent, with the points drawn',
  consent: 'what a person agreed to',
  verify: 'prints what was found',
  'label-key': 'a key',
  start: 'the service, whose ways are tried by its own test',
  worker: 'as start',
  backup: 'the store of the service as it lies, each file with its label',
  restore: 'as backup',
  doctor: 'prints what the machine has',
  bench: 'figures and what they were measured on',
  test: 'prints what passed',
  audit: 'prints the record of acts',
  'audit-deps': 'prints what is known of libraries',
};

/** Options that name files and give nothing that was generated, by the file of the verb. */
export const otherFileOptions: Readonly<Record<string, string>> = {
  'audit.ts --anchors <file>': 'read',
  'copy.ts --brief <brief>': 'read',
  'copy.ts --file <file>': 'read',
  'presenter.ts --preview <picture>': 'a picture of what was sent',
  'presenters.ts --dictionary <file>': 'read',
  'speak.ts --dictionary <file>': 'read',
  'speak.ts --json [file]': 'times of words: data',
  'templates.ts --brief <brief>': 'read',
  'verify.ts --batch <folder...>': 'read',
  'consent.ts --in <folder...>': 'read',
};

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** What a room may import of the other rooms (ARCHITECTURE.md, Arrows). Tests may use the testkit besides. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  engine: ['contract'],
  speech: ['contract'],
  label: ['contract'],
  safety: ['contract'],
  agent: ['contract', 'safety'],
  'guarded-fetch': ['contract'],
  presenter: ['contract', 'guarded-fetch'],
  messages: ['contract'],
  client: ['contract'],
  batch: ['contract', 'messages', 'engine', 'speech', 'label', 'agent', 'presenter'],
  testkit: ['contract'],
  server: [
    'contract',
    'messages',
    'batch',
    'guarded-fetch',
    'engine',
    'speech',
    'label',
    'safety',
    'agent',
    'presenter',
  ],
  web: ['contract', 'client', 'engine', 'presenter'],
  cli: [
    'contract',
    'client',
    'messages',
    'batch',
    'server',
    'engine',
    'speech',
    'label',
    'safety',
    'agent',
    'presenter',
  ],
};
/** What may run in a browser: nothing here, nor what it imports, may need Node. Files for Node end in `-node.ts`. */
const browserSafe = ['packages/contract/src', 'browser', 'compositor', 'edit', 'layers', 'plan', 'preview'].map(
  (folder) => (folder.includes('/') ? folder : `packages/engine/src/${folder}`),
);
/** Parts of a room that may be had without the rest of it. */
const narrowDoors = [
  '@clipo/contract/channels',
  '@clipo/contract/errors',
  '@clipo/contract/label',
  '@clipo/contract/label-lines',
  '@clipo/contract/music-catalog',
  '@clipo/batch/brief',
  '@clipo/batch/deliver',
  '@clipo/batch/label',
  '@clipo/client/open-client',
  '@clipo/client/follow-events',
  '@clipo/client/look-at-footage',
  '@clipo/client/stream-answer',
  '@clipo/engine/browser',
  '@clipo/engine/compositor.wasm?url',
  '@clipo/presenter/consent',
  '@clipo/presenter/drawn',
  '@clipo/presenter/engines',
  '@clipo/presenter/faces',
  '@clipo/presenter/people',
  '@clipo/safety/advertising',
  '@clipo/server/hearing',
  '@clipo/server/load-quickly',
  '@clipo/safety/pictures',
];
const nodeOnlyPackages = ['@napi-rs/canvas', 'assemblyscript', 'node'];
const mostLines = 400;

interface Source {
  /** Path from the repository's folder. */
  path: string;
  text: string;
  imports: string[];
  isTest: boolean;
}

/** Tools that people run by hand: they may start programs and read settings. */
const isTool = (path: string) => /^bench\/|\/scripts\//.test(path);

const sources = [...walk('packages'), ...walk('apps'), ...walk('bench'), ...walk('e2e')]
  .filter((path) => /\.tsx?$/.test(path))
  .map((path): Source => {
    const text = readFileSync(join(root, path), 'utf8');
    return { path, text, imports: importsOf(text), isTest: /\.(?:test|fixture)\.ts$|-harness\.ts$/.test(path) };
  });
const byPath = new Map(sources.map((source) => [source.path, source]));

describe('the rooms import only what the arrows allow', () => {
  it('every room that is there has its arrows', () => {
    const rooms = new Set(sources.map(({ path }) => roomOf(path)).filter((room) => room !== undefined));
    expect([...rooms].filter((room) => arrows[room] === undefined)).toEqual([]);
    expect(rooms.size).toBeGreaterThanOrEqual(6);
  });

  it('no room imports another one against its arrows, or past its front door', () => {
    const wrong = eachImport((source, name) => {
      const room = roomOf(source.path);
      const [, other, inside] = /^@clipo\/([^/]+)(\/.*)?$/.exec(name) ?? [];
      if (room === undefined || other === undefined) {
        return false;
      }
      const isAllowed = arrows[room]?.includes(other) || (source.isTest && (other === 'testkit' || other === room));
      return !isAllowed || (inside !== undefined && !narrowDoors.includes(name));
    });
    expect(wrong).toEqual([]);
  });

  it('no relative import leaves its room', () => {
    const wrong = eachImport((source, name) => {
      const room = roomFolderOf(source.path);
      const target = relative(root, resolve(root, dirname(source.path), name));
      return room !== undefined && name.startsWith('.') && !target.startsWith(`${room}/`);
    });
    expect(wrong).toEqual([]);
  });

  it('every library is listed by the room that imports it, and the contract knows zod alone', () => {
    const shared = dependenciesOf('.');
    const wrong = eachImport((source, name) => {
      const room = roomFolderOf(source.path);
      if (room === undefined || /^(?:\.|node:|@clipo\/)/.test(name)) {
        return false;
      }
      const library = name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/');
      // Tests and tools that build committed files use the repository's own libraries.
      const isApart = source.isTest || isTool(source.path) || source.path.endsWith('/build.ts');
      return !dependenciesOf(room).has(library) && !(isApart && shared.has(library));
    });
    expect(wrong).toEqual([]);
    expect([...dependenciesOf('packages/contract')]).toEqual(['zod']);
  });
});

/** What the given files really load, themselves and through others, that `isWrong` objects to, with the way to it. */
function wrongLoads(starts: readonly string[], isWrong: (name: string) => boolean): string[] {
  const wrong: string[] = [];
  const seen = new Set<string>();
  const visit = (path: string, trail: readonly string[]) => {
    const source = byPath.get(path);
    if (source === undefined || seen.has(path)) {
      return;
    }
    seen.add(path);
    for (const name of importsOf(withoutTypeImports(source.text))) {
      if (isWrong(name)) {
        wrong.push(`${[...trail, path].join(' → ')} imports ${name}`);
      } else if (name.startsWith('.')) {
        visit(relative(root, resolve(root, dirname(path), name)), [...trail, path]);
      }
    }
  };
  for (const path of starts) {
    visit(path, []);
  }
  return wrong;
}

it('a render worker loads no schemas: every worker holds in memory, and cleans, all that it loads', () => {
  const start = 'packages/engine/src/render/worker.ts';
  expect(byPath.has(start)).toBe(true);
  expect(wrongLoads([start], (name) => name === '@clipo/contract' || name === 'zod')).toEqual([]);
});

it('what the browser draws with needs no Node, in all that it imports', () => {
  const starts = sources.filter(
    ({ path, isTest }) =>
      !isTest &&
      browserSafe.some((folder) => path.startsWith(`${folder}/`)) &&
      !/-node\.ts$|\/build\.ts$|\/assembly\//.test(path),
  );
  expect(starts.length).toBeGreaterThan(10);
  const wrong = wrongLoads(
    starts.map(({ path }) => path),
    (name) => name.startsWith('node:') || nodeOnlyPackages.includes(name),
  );
  expect(wrong).toEqual([]);
});

/** What of the server alone may import a library: path of a file in the server, and of the library. */
const serverDoors: Readonly<Record<string, RegExp>> = {
  hono: /^http\/|^start\.ts$|^features\/[^/]+\/(?:routes|page)\.ts$|-routes\.ts$/,
  'drizzle-orm': /^db\/|\/queries(?:-[a-z-]+)?\.ts$/,
  'better-auth': /^features\/accounts\/(?:engine|people-store)\.ts$/,
  'pg-boss': /^work\/queue\.ts$/,
  pg: /^db\/|^work\/render-once\.ts$|^backup\/with-database\.ts$/,
};

it('in the server, routes alone know HTTP, queries alone know SQL, and the queue alone knows what it is made of', () => {
  const wrong = eachImport((source, name) => {
    const path = /^apps\/server\/src\/(.*)$/.exec(source.path)?.[1];
    const library = /^(?:@hono\/|hono\b)/.test(name) ? 'hono' : name.split('/')[0];
    const door = library === undefined ? undefined : serverDoors[library];
    return (
      path !== undefined && !source.isTest && !path.startsWith('testing/') && door !== undefined && !door.test(path)
    );
  });
  expect(wrong).toEqual([]);
});

it('programs are started in files called run.ts alone', () => {
  const wrong = sources
    .filter(({ path, imports, isTest }) => imports.includes('node:child_process') && !isTest && !isTool(path))
    .map(({ path }) => path)
    .filter((path) => !path.endsWith('/run.ts'));
  expect(wrong).toEqual([]);
});

it('the environment is read in env.ts and at the edges to Node; programs that are started inherit it in run.ts', () => {
  const wrong = sources
    .filter(({ path, text, isTest }) => /\bprocess\.env\b/.test(withoutComments(text)) && !isTest && !isTool(path))
    .map(({ path }) => path)
    .filter((path) => !/\/(?:env|run|main)\.ts$|-node\.ts$/.test(path));
  expect(wrong).toEqual([]);
});

it(`no file has more than ${mostLines} lines`, () => {
  const wrong = sources
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > mostLines);
  expect(wrong).toEqual([]);
});

it('nothing is exported by default, and files are named in kebab-case', () => {
  // A tool's settings have the shape that the tool asks for.
  const defaults = sources.filter(({ path, text }) => /^export default\b/m.test(text) && !path.endsWith('.config.ts'));
  expect(defaults.map(({ path }) => path)).toEqual([]);
  const isKebab = (path: string) =>
    /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)*\.tsx?$|^zh-CN\.ts$/.test(path.split('/').at(-1) ?? '');
  expect(sources.map(({ path }) => path).filter((path) => !isKebab(path))).toEqual([]);
  expect(sources.map(({ path }) => path).filter((path) => /\/(?:utils?|misc|helpers)\.ts$/.test(path))).toEqual([]);
});

it('only front doors re-export', () => {
  const wrong = sources
    .filter(({ path, text }) => /^export\s[^;]*\sfrom '/m.test(text) && !path.endsWith('/index.ts'))
    .map(({ path }) => path);
  expect(wrong).toEqual([]);
});

it('neither code nor docs name a registry of packages or a place on one machine', () => {
  const hosts = ['npmjs', 'npmmirror', 'yarnpkg', 'taobao', 'pypi'].map((name) => `${name}.(?:org|com|cn)`);
  const registry = new RegExp(`\\b(?:registry|deb|mirrors?)\\.[a-z-]+\\.[a-z]{2,}|\\b(?:${hosts.join('|')})\\b`);
  // Homes of people and scratch folders of one machine; folders that every system of a kind has are fine.
  const place = /(?:^|[\s'"`(=])\/(?:work|home|root|Users|tmp)\/[\w.-]+/m;
  const wrong = walk('.')
    .filter((path) => /\.(?:ts|md|json|yaml|yml|css|html|sh)$|(?:^|\/)clipo$|\.ci\/run$/.test(path))
    .filter((path) => path !== relative(root, import.meta.filename))
    .flatMap((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      const found = registry.exec(text)?.[0] ?? place.exec(text)?.[0];
      return found === undefined ? [] : [`${path}: ${found.trim()}`];
    });
  expect(wrong).toEqual([]);
});

/** Files under a folder, without what is generated or installed. */
function walk(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
    // What begins with a dot is nobody's source but continuous integration's.
    const isHidden = entry.name.startsWith('.') && entry.name !== '.ci';
    if (isHidden || ['node_modules', 'out', 'results', 'coverage', 'generated'].includes(entry.name)) {
      return [];
    }
    return entry.isDirectory() ? walk(path) : entry.isFile() ? [path] : [];
  });
}

function roomFolderOf(path: string): string | undefined {
  return /^(?:packages|apps)\/[^/]+/.exec(path)?.[0];
}

function roomOf(path: string): string | undefined {
  return roomFolderOf(path)?.split('/')[1];
}

function importsOf(text: string): string[] {
  const code = withoutComments(text);
  const statements = code.matchAll(
    /^\s*(?:import|export)\b[^'";]*?from\s+'([^']+)'|^\s*import\s+'([^']+)'|\bimport\(\s*'([^']+)'/gm,
  );
  return [...statements]
    .flatMap(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? [])
    .filter((name) => !name.includes('$'));
}

/** Imports of types vanish before anything runs. */
function withoutTypeImports(text: string): string {
  return text.replace(/^(?:import|export) type [^;]*;$/gm, '');
}

function withoutComments(text: string): string {
  return text.replace(/^\s*(?:\/\/|\/\*\*?|\*).*$/gm, '');
}

function eachImport(isWrong: (source: Source, name: string) => boolean): string[] {
  return sources.flatMap((source) =>
    source.imports.filter((name) => isWrong(source, name)).map((name) => `${source.path} imports ${name}`),
  );
}

function dependenciesOf(folder: string): Set<string> {
  const lists = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
    [List in 'dependencies' | 'devDependencies' | 'optionalDependencies']?: Record<string, string>;
  };
  const { dependencies, devDependencies, optionalDependencies } = lists;
  return new Set(Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }));
}

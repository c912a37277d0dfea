/**
 * Makes the package that is published: JavaScript with types, and of the contract only the few modules that the label
 * needs, so that it stands without the repository. `node scripts/build.ts [FOLDER]`, by default `out/package`; then
 * `npm pack` or `npm publish` in that folder. The folder must lie inside the repository, where tsc finds the types.
 */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';

const packageFolder = resolve(import.meta.dirname, '..');
const repository = resolve(packageFolder, '../..');
/** What of the contract goes along; tsc fails here where the label comes to need more. */
const contractModules = ['errors', 'label', 'label-lines', 'language', 'watermark'];

await build(resolve(process.argv[2] ?? join(packageFolder, 'out/package')));

async function build(target: string): Promise<void> {
  const stage = `${target}.stage`;
  await rm(target, { recursive: true, force: true });
  await rm(stage, { recursive: true, force: true });
  try {
    await stageSources(stage);
    await compile(stage, join(target, 'dist'));
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
  await writeFile(join(target, 'package.json'), `${JSON.stringify(await manifest(), null, 2)}\n`);
  for (const name of ['README.md', 'README.zh-CN.md', 'LICENSE']) {
    await copyFile(join(packageFolder, name), join(target, name));
  }
}

/** Copies the sources side by side with the contract's, and lets the one find the other by a relative path. */
async function stageSources(stage: string): Promise<void> {
  const source = join(packageFolder, 'src');
  for (const name of await readdir(source, { recursive: true })) {
    if (name.endsWith('.ts') && !/\.(?:test|fixture)\.ts$/.test(name)) {
      const path = join(stage, name);
      const contract = relative(dirname(path), join(stage, 'contract/index.ts')).replace(/^(?!\.)/, './');
      const text = await readFile(join(source, name), 'utf8');
      await mkdir(dirname(path), { recursive: true });
      // By whichever of the contract's doors: there is one here.
      await writeFile(path, text.replaceAll(/from '@clipo\/contract(?:\/[\w-]+)?'/g, `from '${contract}'`));
    }
  }
  await mkdir(join(stage, 'contract'));
  for (const name of contractModules) {
    await copyFile(join(repository, `packages/contract/src/${name}.ts`), join(stage, `contract/${name}.ts`));
  }
  const index = contractModules.map((name) => `export * from './${name}.ts';\n`).join('');
  await writeFile(join(stage, 'contract/index.ts'), index);
}

async function compile(stage: string, outDir: string): Promise<void> {
  const configuration = {
    extends: join(repository, 'tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      declaration: true,
      rewriteRelativeImportExtensions: true,
      target: 'es2023',
      lib: ['esnext'],
      rootDir: '.',
      outDir,
    },
    include: ['**/*.ts'],
    exclude: [],
  };
  await writeFile(join(stage, 'tsconfig.json'), JSON.stringify(configuration));
  await promisify(execFile)(join(repository, 'node_modules/.bin/tsc'), ['-p', stage]).catch((error) => {
    throw new Error(`tsc failed:\n${error.stdout}${error.stderr}`);
  });
  // tsc rewrites the endings of imports in JavaScript only.
  for (const name of await readdir(outDir, { recursive: true })) {
    if (name.endsWith('.d.ts')) {
      const path = join(outDir, name);
      await writeFile(
        path,
        (await readFile(path, 'utf8')).replace(/(from '\.[^']*|import\("\.[^"]*)\.ts(['"])/g, '$1.js$2'),
      );
    }
  }
}

async function manifest(): Promise<Record<string, unknown>> {
  const read = async (path: string) => JSON.parse(await readFile(join(repository, path), 'utf8'));
  const own = await read('packages/label/package.json');
  const contract = await read('packages/contract/package.json');
  return {
    name: own.name,
    version: own.version,
    description: own.description,
    license: own.license,
    keywords: ['AIGC', 'GB 45438-2025', 'TC260', 'AI label', 'AI生成', 'MP4', 'PNG', 'metadata'],
    type: 'module',
    engines: { node: '>=22.2' },
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
    files: ['dist', 'README.zh-CN.md'],
    sideEffects: false,
    dependencies: { ...contract.dependencies, 'sm-crypto': own.dependencies['sm-crypto'] },
    // Without these, all works but content credentials.
    optionalDependencies: Object.fromEntries(
      ['@contentauth/c2pa-node', '@peculiar/x509', 'reflect-metadata'].map((name) => [name, own.dependencies[name]]),
    ),
  };
}

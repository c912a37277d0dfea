import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A program that makes the same job, and how the bench gets it. */
export interface Peer {
  name: 'melt' | 'editly' | 'Remotion';
  contender: string;
  /** Makes the peer ready in its folder; throws an Error that says why it can't. */
  install(folder: string): void;
}

/** Peers in the order in which they run. None of them is a dependency of this repository. */
export const peers: Peer[] = [
  { name: 'melt', contender: 'melt.ts', install: () => needPrograms(['melt'], ['melt']) },
  {
    name: 'editly',
    contender: 'editly.ts',
    install: (folder) => {
      needPrograms(['xvfb-run'], ['xvfb', 'xauth']);
      if (!existsSync(join(folder, 'node_modules', 'editly'))) {
        // Its canvas and gl have no prebuilt form that fits and are compiled: some minutes.
        installPackages([
          ...['build-essential', 'python3', 'pkg-config', 'libcairo2-dev', 'libpango1.0-dev', 'libjpeg-dev'],
          ...['libgif-dev', 'librsvg2-dev', 'libpixman-1-dev', 'libxi-dev', 'libgl1-mesa-dev', 'libglew-dev'],
        ]);
      }
      installModules(folder, ['editly@0.14.2'], []);
    },
  },
  {
    name: 'Remotion',
    contender: 'remotion.ts',
    install: (folder) => {
      needPrograms(['chromium'], ['chromium']);
      const version = '4.0.529';
      const names = ['remotion', '@remotion/renderer', '@remotion/bundler'].map((name) => `${name}@${version}`);
      installModules(folder, [...names, 'react@19', 'react-dom@19'], ['--ignore-scripts']);
    },
  },
];

function needPrograms(programs: readonly string[], packages: readonly string[]): void {
  const missing = programs.filter((program) => spawnSync('which', [program]).status !== 0);
  if (missing.length > 0) {
    installPackages(packages);
  }
}

function installPackages(packages: readonly string[]): void {
  if (process.getuid?.() !== 0) {
    throw new Error(`needs the Debian packages ${packages.join(' ')}, and only root can install them`);
  }
  runQuietly('apt-get', ['install', '-y', '--no-install-recommends', ...packages]);
}

function installModules(folder: string, names: readonly string[], options: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  const list = join(folder, 'package.json');
  if (!existsSync(list)) {
    writeFileSync(list, '{ "name": "clipo-bench-peer", "private": true, "version": "0.0.0" }\n');
  }
  const isThere = names.every((name) => existsSync(join(folder, 'node_modules', name.replace(/@[\d.]+$/, ''))));
  if (!isThere) {
    runQuietly('npm', ['install', '--no-audit', '--no-fund', '--prefix', folder, ...options, ...names]);
  }
}

function runQuietly(program: string, args: readonly string[]): void {
  try {
    execFileSync(program, [...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (cause) {
    const told = String((cause as { stderr?: Buffer }).stderr ?? cause).trim();
    throw new Error(`${program} could not install it: ${told.split('\n').at(-1)?.slice(0, 200)}`);
  }
}

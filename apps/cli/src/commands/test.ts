import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import type { CliContext } from '../context.ts';
import { checkGenerated } from './check-generated.ts';
import { runProgram } from './run.ts';

/** How a step ended: how many checks it holds, and what it said where some failed. */
interface StepEnd {
  passed: number;
  failed: number;
  output: string;
  /** What took longest, where the step knows it: for whoever keeps the run under its limit. */
  slowest?: readonly { file: string; seconds: number }[];
}

interface Step {
  name: string;
  run(context: CliContext, isAll: boolean): Promise<StepEnd>;
}

/** Checks of the source. Each keeps one core busy at most, so they run side by side. */
const sourceSteps: readonly Step[] = [
  toolStep('biome', ['node_modules/@biomejs/biome/bin/biome', 'check', '.']),
  toolStep('tsc', ['node_modules/typescript/bin/tsc', '--noEmit']),
  toolStep('knip', ['node_modules/knip/bin/knip.js']),
  {
    name: 'generated files',
    run: async ({ root }) => {
      const stale = await checkGenerated(root);
      return stale.length === 0
        ? { passed: 1, failed: 0, output: '' }
        : { passed: 0, failed: 1, output: stale.map((line) => `${line}\n`).join('') };
    },
  },
];
const testStep: Step = { name: 'vitest', run: runVitest };

/**
 * Adds `clipo test`: style, types, dead code, generated files, then all tests. A failing step's output is shown. The
 * last line on standard output is `N passed, N failed`.
 */
export function addTest(program: Command, context: CliContext): void {
  const { say, terminal } = context;
  program
    .command('test')
    .description(say('help.test'))
    .option('--all', say('help.test.all'))
    .action(async (options: { all?: true }) => {
      const isAll = options.all === true;
      const ends = await Promise.all(sourceSteps.map((step) => take(step, context, isAll)));
      ends.push(await take(testStep, context, isAll));
      const sum = (count: (end: StepEnd) => number) => ends.reduce((total, end) => total + count(end), 0);
      const [passed, failed] = [sum((end) => end.passed), sum((end) => end.failed)];
      terminal.out(`${passed} passed, ${failed} failed\n`);
      context.setExit(failed === 0 ? 0 : 1);
    });
}

/** Takes one step and tells of it: the tests take minutes, and whoever waits sees what for. */
async function take({ name, run }: Step, context: CliContext, isAll: boolean): Promise<StepEnd> {
  const { say, terminal } = context;
  const started = performance.now();
  terminal.note(`${say('test.step', { name })}\n`);
  const end = await run(context, isAll);
  const seconds = Math.round((performance.now() - started) / 1000);
  if (end.output !== '') {
    terminal.note(`${end.output.trimEnd()}\n`);
  }
  for (const { file, seconds: taken } of end.slowest ?? []) {
    terminal.note(`  ${say('test.slowest', { file, seconds: taken })}\n`);
  }
  terminal.note(`${say(end.failed > 0 ? 'test.step.failed' : 'test.step.ok', { name, seconds })}\n`);
  return end;
}

/** A tool that either finds fault or does not. It runs on this Node, whatever the host's `node` is. */
function toolStep(name: string, [script = '', ...args]: readonly string[]): Step {
  return {
    name,
    run: async ({ root, signal }) => {
      const { code, output } = await runProgram(process.execPath, [join(root, script), ...args], { cwd: root, signal });
      return code === 0 ? { passed: 1, failed: 0, output: '' } : { passed: 0, failed: 1, output };
    },
  };
}

const slowestShown = 10;

/** What is read of Vitest's JSON report; times are milliseconds since 1970. */
const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  success: z.boolean(),
  testResults: z.array(z.object({ name: z.string(), startTime: z.number(), endTime: z.number() })),
});

async function runVitest({ root, signal, terminal }: CliContext, isAll: boolean): Promise<StepEnd> {
  const folder = await mkdtemp(join(tmpdir(), 'clipo-test-'));
  const file = join(folder, 'report.json');
  try {
    const { code } = await runProgram(
      process.execPath,
      [
        join(root, 'node_modules', 'vitest', 'vitest.mjs'),
        'run',
        '--reporter=json',
        `--outputFile.json=${file}`,
        '--reporter=default',
      ],
      {
        cwd: root,
        signal,
        env: isAll ? { CLIPO_TEST_ALL: '1' } : {},
        // It takes minutes: whoever waits sees each file end, and which one does not.
        onOutput: (chunk) => terminal.note(chunk),
      },
    );
    const text = await readFile(file, 'utf8').catch(() => undefined);
    const report = text === undefined ? undefined : VitestReport.parse(JSON.parse(text));
    if (report === undefined) {
      return { passed: 0, failed: 1, output: '' };
    }
    // A file that does not load, or an error outside any test, fails the run without a failed test.
    const isBrokenElsewhere = (code !== 0 || !report.success) && report.numFailedTests === 0;
    const slowest = report.testResults
      .map(({ name, startTime, endTime }) => ({
        file: relative(root, name),
        seconds: Math.round((endTime - startTime) / 1000),
      }))
      .sort((one, other) => other.seconds - one.seconds)
      .slice(0, slowestShown);
    const failed = report.numFailedTests + (isBrokenElsewhere ? 1 : 0);
    return { passed: report.numPassedTests, failed, output: '', slowest };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

import { ClipoError } from '@clipo/contract';
import type { Command } from 'commander';
import { z } from 'zod';
import type { CliContext } from '../context.ts';
import { runProgram } from './run.ts';

const Vulnerability = z.object({ name: z.string(), severity: z.string(), range: z.string().optional() });
const Report = z.object({ vulnerabilities: z.record(z.string(), Vulnerability) });

/** Adds `clipo audit-deps`: known holes in what is shipped, by the package registry's own list. */
export function addAuditDeps(program: Command, context: CliContext): void {
  program
    .command('audit-deps')
    .description(context.say('help.auditDeps'))
    .action(() => audit(context));
}

async function audit({ say, terminal, root, signal, setExit }: CliContext): Promise<void> {
  const { output } = await runProgram('npm', ['audit', '--json', '--omit=dev'], { cwd: root, signal });
  const report = reportIn(output);
  if (report === undefined) {
    // Without the list nothing can be said; that is no fault of the packages.
    terminal.note(`${say('audit.unknown')}\n`);
    return;
  }
  const found = Object.values(report.vulnerabilities);
  for (const { name, severity, range = '' } of found) {
    terminal.out(`${severity.padEnd(10)} ${name} ${range}\n`);
  }
  terminal.note(`${say('audit.done', { count: found.length })}\n`);
  setExit(found.some(({ severity }) => severity === 'high' || severity === 'critical') ? 1 : 0);
}

/** npm's report, or undefined where it could not get the list. @throws ClipoError where npm itself is broken */
function reportIn(output: string): z.infer<typeof Report> | undefined {
  const start = output.indexOf('{');
  const end = output.lastIndexOf('}');
  try {
    return Report.safeParse(JSON.parse(output.slice(start, end + 1))).data;
  } catch (cause) {
    throw new ClipoError('program_failed', 'npm gave no report', {
      details: { program: 'npm', problem: 'it gave no report' },
      cause,
    });
  }
}

import { resolve } from 'node:path';
import type { AuditFault } from '@clipo/server';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import type { Say } from '../i18n/translate.ts';

/** Exit code where the record was bent. */
const isBent = 3;

/** Adds `clipo audit verify`: whether the record of what people and keys did is whole. */
export function addAudit(program: Command, context: CliContext): void {
  const { say } = context;
  program
    .command('audit')
    .description(say('help.audit'))
    .helpCommand(false)
    .command('verify')
    .description(say('help.audit.verify'))
    .option('--anchors <file>', say('help.audit.anchors'))
    .option('--json', say('help.json'))
    .action((options: VerifyWish) => verifyRecord(options, context));
}

interface VerifyWish {
  anchors?: string;
  json?: true;
}

async function verifyRecord({ anchors, json }: VerifyWish, context: CliContext) {
  const { say, terminal, env, cwd } = context;
  const { readSettings, verifyAudit } = await import('@clipo/server');
  const copy = anchors === undefined ? undefined : resolve(cwd, anchors);
  const report = await verifyAudit(readSettings(env.variables), copy);
  if (json === true) {
    terminal.out(`${JSON.stringify(report, null, 2)}\n`);
  } else {
    const { rows, teams, lastAnchorAt, evidence, faults } = report;
    terminal.out(
      `${say('audit.read', { rows, teams, anchors: report.anchors, last: lastAnchorAt ?? '–', evidence })}\n`,
    );
    for (const fault of faults) {
      terminal.out(`${sayFault(fault, say)}\n`);
    }
    terminal.out(`${faults.length === 0 ? say('audit.whole') : say('audit.bent', { count: faults.length })}\n`);
  }
  if (report.faults.length > 0) {
    context.setExit(isBent);
  }
}

function sayFault(fault: AuditFault, say: Say): string {
  switch (fault.kind) {
    case 'changed':
    case 'removed':
    case 'inserted':
      return say(`audit.${fault.kind}`, { row: fault.row, team: fault.teamId === '' ? '–' : fault.teamId });
    case 'forged':
    case 'unlinked':
    case 'lost':
      return say(`audit.${fault.kind}`, { anchor: fault.anchor });
    case 'evidence':
      return say(`audit.evidence.${fault.fault}`, { evidence: fault.evidence });
    case 'act':
      return say(`audit.act.${fault.fault}`, { act: fault.act });
    case 'rewritten':
      return say('audit.rewritten', {
        anchor: fault.anchor,
        row: fault.row,
        team: fault.teamId === '' ? '–' : fault.teamId,
      });
  }
}

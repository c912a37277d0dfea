import type { Command } from 'commander';
import type { CliContext } from './context.ts';
import type { MessageKey } from './i18n/en.ts';

/** Adds the verbs of one file to the program. */
export type AddVerbs = (program: Command, context: CliContext) => void;

/** A file of `commands/`: which verbs it adds, what the help page says of each, and how it is read. */
export interface VerbFile {
  verbs: Readonly<Record<string, MessageKey>>;
  load(): Promise<AddVerbs>;
}

/** Verbs that belong together on the help page. */
export interface VerbGroup {
  heading: MessageKey;
  files: readonly VerbFile[];
}

/**
 * All verbs, as the help page lists them. A file is read only when a command line names one of its verbs: each brings
 * libraries of its own, and `--help` needs none of them.
 */
export const verbGroups: readonly VerbGroup[] = [
  {
    heading: 'help.group.videos',
    files: [
      { verbs: { make: 'help.make' }, load: async () => (await import('./commands/make.ts')).addMake },
      { verbs: { deliver: 'help.deliver' }, load: async () => (await import('./commands/deliver.ts')).addDeliver },
      { verbs: { copy: 'help.copy' }, load: async () => (await import('./commands/copy.ts')).addCopy },
      {
        verbs: { templates: 'help.templates', template: 'help.template' },
        load: async () => (await import('./commands/templates.ts')).addTemplates,
      },
      { verbs: { music: 'help.music' }, load: async () => (await import('./commands/music.ts')).addMusic },
      { verbs: { check: 'help.check' }, load: async () => (await import('./commands/check.ts')).addCheck },
      { verbs: { schema: 'help.schema' }, load: async () => (await import('./commands/schema.ts')).addSchema },
    ],
  },
  {
    heading: 'help.group.people',
    files: [
      { verbs: { voices: 'help.voices' }, load: async () => (await import('./commands/voices.ts')).addVoices },
      { verbs: { speak: 'help.speak' }, load: async () => (await import('./commands/speak.ts')).addSpeak },
      {
        verbs: { presenters: 'help.presenters', present: 'help.present' },
        load: async () => (await import('./commands/presenters.ts')).addPresenters,
      },
      {
        verbs: { presenter: 'help.presenter' },
        load: async () => (await import('./commands/presenter.ts')).addPresenter,
      },
      { verbs: { consent: 'help.consent' }, load: async () => (await import('./commands/consent.ts')).addConsent },
    ],
  },
  {
    heading: 'help.group.labels',
    files: [
      { verbs: { verify: 'help.verify' }, load: async () => (await import('./commands/verify.ts')).addVerify },
      { verbs: { label: 'help.label' }, load: async () => (await import('./commands/label.ts')).addLabel },
      {
        verbs: { 'label-key': 'help.labelKey' },
        load: async () => (await import('./commands/label-key.ts')).addLabelKey,
      },
    ],
  },
  {
    heading: 'help.group.service',
    files: [
      { verbs: { start: 'help.start' }, load: async () => (await import('./commands/start.ts')).addStart },
      { verbs: { worker: 'help.worker' }, load: async () => (await import('./commands/worker.ts')).addWorker },
      { verbs: { backup: 'help.backup' }, load: async () => (await import('./commands/backup.ts')).addBackup },
      { verbs: { restore: 'help.restore' }, load: async () => (await import('./commands/backup.ts')).addRestore },
    ],
  },
  {
    heading: 'help.group.machine',
    files: [
      { verbs: { doctor: 'help.doctor' }, load: async () => (await import('./commands/doctor.ts')).addDoctor },
      { verbs: { bench: 'help.bench' }, load: async () => (await import('./commands/bench.ts')).addBench },
      { verbs: { test: 'help.test' }, load: async () => (await import('./commands/test.ts')).addTest },
      { verbs: { audit: 'help.audit' }, load: async () => (await import('./commands/audit.ts')).addAudit },
      {
        verbs: { 'audit-deps': 'help.auditDeps' },
        load: async () => (await import('./commands/audit-deps.ts')).addAuditDeps,
      },
    ],
  },
];

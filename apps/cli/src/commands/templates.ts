import { join, resolve } from 'node:path';
import { loadBrief, namedTemplate, readTemplate } from '@clipo/batch/brief';
import { ClipoError, type Template, templateNames } from '@clipo/contract';
import { inputFault } from '@clipo/messages';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';

interface ListOptions {
  json?: true;
  gallery?: string;
  brief?: string;
}

/** Adds `clipo templates` (what there is, and pictures of it) and `clipo template` (one of them). */
export function addTemplates(program: Command, context: CliContext): void {
  const { say } = context;
  program
    .command('templates')
    .description(say('help.templates'))
    .option('--json', say('help.json'))
    .option('--gallery <dir>', say('help.templates.gallery'))
    .option('--brief <brief>', say('help.templates.brief'))
    .action((options: ListOptions) =>
      options.gallery === undefined ? list(options, context) : draw(options, context),
    );
  const one = program.command('template').description(say('help.template')).helpCommand(false);
  one
    .command('check')
    .description(say('help.template.check'))
    .argument('<file>', say('help.template.file'))
    .action((file: string) => check(file, context));
  one
    .command('show')
    .description(say('help.template.show'))
    .argument('<name>', say('help.template.name'))
    .action(async (name: string) => {
      // A name that is not known is told with those that are, wherever it is looked for.
      const template = await namedTemplate(name, 'name');
      const { server } = context;
      const shown = server === undefined ? [] : await (await import('../remote/catalog.ts')).templatesOf(server);
      const found = shown.find((each) => each.name === template.name) ?? template;
      context.terminal.out(`${JSON.stringify(found, null, 2)}\n`);
    });
}

async function list({ json }: ListOptions, { say, terminal, server }: CliContext): Promise<void> {
  const templates =
    server === undefined
      ? (await import('@clipo/agent')).shippedTemplates()
      : await (await import('../remote/catalog.ts')).templatesOf(server);
  if (json === true) {
    const rows = templates.map(({ name, version, title, purpose, slots }) => ({
      name,
      version,
      title,
      purpose,
      slots,
    }));
    terminal.out(`${JSON.stringify(rows, null, 2)}\n`);
    return;
  }
  for (const { name, title, purpose } of templates) {
    terminal.out(`${name.padEnd(16)} ${title[say.language]}: ${purpose[say.language]}\n`);
  }
  terminal.note(`${say('templates.use', { example: '"template": "bold-promo"' })}\n`);
}

/** Pictures of every template from a brief's own material: the sample's, where none is named. */
async function draw({ gallery = '', brief }: ListOptions, context: CliContext): Promise<void> {
  const { cwd, env, root, signal, terminal, server } = context;
  if (server !== undefined) {
    throw inputFault('--server', 'rule.not_remote', { verb: 'templates --gallery' });
  }
  const sample = join(root, 'examples', 'tumbler', 'brief.bilingual.json');
  const loaded = await loadBrief(brief === undefined ? sample : resolve(cwd, brief));
  // Loaded only here: the engine's libraries would slow every other verb down.
  const { drawGallery } = await import('../templates/draw-gallery.ts');
  await drawGallery(loaded, templateNames, resolve(cwd, gallery), {
    env,
    signal,
    onPicture: (path) => terminal.out(`${path}\n`),
  });
}

async function check(file: string, { cwd, say, terminal, server }: CliContext): Promise<void> {
  const path = resolve(cwd, file);
  if (!/\.(json|ya?ml)$/i.test(path)) {
    throw new ClipoError('not_found', `${path} is no .json or .yaml file`, { details: { file: path } });
  }
  const template = await readTemplate(path);
  if (server !== undefined) {
    const { checkTemplateThere } = await import('../remote/catalog.ts');
    const { slots, ...facts } = await checkTemplateThere(server, template);
    terminal.out(`${say('template.fine', { ...facts, slots: slots.join(', ') })}\n`);
    return;
  }
  terminal.out(`${say('template.fine', { name: template.name, ...countsOf(template) })}\n`);
}

function countsOf({ arrangements, slots, palettes }: Template) {
  return {
    arrangements: Object.keys(arrangements).length,
    slots: Object.keys(slots.properties).join(', '),
    palettes: palettes.length,
  };
}

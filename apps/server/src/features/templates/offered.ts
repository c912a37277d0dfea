import { type TemplateChoices, type TemplateName, templateNames, templatesOf } from '@clipo/contract';
import { inputFault } from '@clipo/messages';
import type { Deps } from '../../deps.ts';
import { selectWithdrawn } from './queries.ts';

/**
 * Templates that ship and may be chosen, the default first. Each asks anew: what an operator withdrew is offered by no process
 * a moment later.
 */
export async function offeredTemplates({ db }: Pick<Deps, 'db'>): Promise<TemplateName[]> {
  const withdrawn = await db.asSystem((tx) => selectWithdrawn(tx));
  return templateNames.filter((name) => !withdrawn.some(({ template }) => template === name));
}

/**
 * Stands before everything that is begun with the looks of a brief: what was taken on before goes on as it is.
 * @throws ClipoError invalid_input for a template that was withdrawn, with the reason and those that there are
 */
export async function assertOffered({ db }: Pick<Deps, 'db'>, brief: { template: TemplateChoices }): Promise<void> {
  const withdrawn = await db.asSystem((tx) => selectWithdrawn(tx));
  for (const [index, name] of templatesOf(brief).entries()) {
    const row = withdrawn.find(({ template }) => template === name);
    if (row !== undefined) {
      const known = templateNames.filter((each) => !withdrawn.some(({ template }) => template === each)).join(', ');
      const field = Array.isArray(brief.template) ? `brief.template[${index}]` : 'brief.template';
      throw inputFault(field, 'rule.template_withdrawn', { name, why: row.reason, known });
    }
  }
}

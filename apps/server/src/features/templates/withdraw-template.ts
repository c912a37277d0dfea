import { shippedTemplate } from '@clipo/agent';
import { ClipoError, type TemplateName, templateNames } from '@clipo/contract';
import { inputFault } from '@clipo/messages';
import type { Deps } from '../../deps.ts';
import { notify } from '../notices/notify.ts';
import { selectOwnerOf } from '../teams/queries.ts';
import { countRecipesNaming, deleteWithdrawn, insertWithdrawn, selectWithdrawn } from './queries.ts';

/**
 * Withdraws a template that ships: nobody is offered it from this moment on, and the owner of each team with recipes that name
 * it is told. What was taken on before is made as it stands. Withdrawing again changes nothing.
 * @throws ClipoError invalid_input for the last one that is offered
 */
export async function withdrawTemplate(
  { db, envelope, settings }: Pick<Deps, 'db' | 'envelope' | 'settings'>,
  { template, reason, by }: { template: TemplateName; reason: string; by: string },
  now = new Date(),
): Promise<void> {
  await db.asSystem(async (tx) => {
    if (!(await insertWithdrawn(tx, { template, reason, withdrawnBy: by, createdAt: now }))) {
      return;
    }
    if ((await selectWithdrawn(tx)).length >= templateNames.length) {
      throw inputFault('name', 'rule.last_template');
    }
    for (const { teamId, recipes } of await countRecipesNaming(tx, template)) {
      const owner = await selectOwnerOf(tx, teamId);
      if (owner !== undefined) {
        const values = { name: shippedTemplate(template).title[owner.language], why: reason, recipes };
        await notify(tx, { envelope, settings }, { userId: owner.id, template: 'template-withdrawn', values });
      }
    }
  });
}

/**
 * Offers a template again.
 * @throws ClipoError no_such_thing where it is not withdrawn
 */
export async function readmitTemplate({ db }: Pick<Deps, 'db'>, template: TemplateName): Promise<void> {
  if (!(await db.asSystem((tx) => deleteWithdrawn(tx, template)))) {
    throw new ClipoError('no_such_thing', `${template} is not withdrawn`, {
      details: { kind: 'withdrawn template', id: template },
    });
  }
}

import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { withdrawnTemplates } from '../../db/schema/index.ts';

type WithdrawnRow = typeof withdrawnTemplates.$inferSelect;

export async function selectWithdrawn(tx: Transaction): Promise<WithdrawnRow[]> {
  return tx.select().from(withdrawnTemplates).orderBy(withdrawnTemplates.template);
}

/** @returns whether it was offered until now */
export async function insertWithdrawn(tx: Transaction, row: typeof withdrawnTemplates.$inferInsert): Promise<boolean> {
  const made = await tx
    .insert(withdrawnTemplates)
    .values(row)
    .onConflictDoNothing()
    .returning({ template: withdrawnTemplates.template });
  return made.length > 0;
}

/** @returns whether it was withdrawn */
export async function deleteWithdrawn(tx: Transaction, template: string): Promise<boolean> {
  const gone = await tx
    .delete(withdrawnTemplates)
    .where(eq(withdrawnTemplates.template, template))
    .returning({ template: withdrawnTemplates.template });
  return gone.length > 0;
}

/** What came of a template that ships. */
interface TemplateFigures {
  name: string;
  /** Finished videos. */
  made: number;
  failed: number;
  teams: number;
}

/**
 * Videos that ended since a moment, by the template that they were laid out with. Where the looks of a batch took turns, the
 * video's cell says which; a template of a team's own lies in its batch's folder under a name that no other has.
 */
export async function countByTemplate(tx: Transaction, since: Date): Promise<TemplateFigures[]> {
  const { rows } = await tx.execute<TemplateFigures & Record<string, unknown>>(sql`
    with ended as materialized (
      select batch_id, team_id, creative, status, count(*) as many from videos
      where ended_at >= ${since.toISOString()} and status in ('done', 'failed') group by 1, 2, 3, 4
    ), looks as materialized (
      select id, brief -> 'template' as template,
        case when jsonb_typeof(brief -> 'template') = 'array' then prepared -> 'plan' -> 'cells' end as cells
      from batches where id in (select batch_id from ended)
    ), named as (
      select team_id, status, many, case when jsonb_typeof(template) = 'array'
        then template ->> (coalesce((cells -> (creative - 1) ->> 'template')::int, 1) - 1)
        else template #>> '{}' end as name
      from ended join looks on looks.id = ended.batch_id
    )
    select name, coalesce(sum(many) filter (where status = 'done'), 0)::int as made,
      coalesce(sum(many) filter (where status = 'failed'), 0)::int as failed, count(distinct team_id)::int as teams
    from named where name is not null group by name`);
  return rows;
}

/** How many templates of their own teams keep, and how many teams do. */
export async function countOwnTemplates(tx: Transaction): Promise<{ templates: number; teams: number }> {
  const { rows } = await tx.execute<{ templates: number; teams: number }>(
    sql`select count(*)::int as templates, count(distinct team_id)::int as teams from templates`,
  );
  return rows[0] ?? { templates: 0, teams: 0 };
}

/** Teams that keep recipes naming a template, each with how many. */
export async function countRecipesNaming(
  tx: Transaction,
  template: string,
): Promise<{ teamId: string; recipes: number }[]> {
  const { rows } = await tx.execute<{ teamId: string; recipes: number }>(sql`
    select team_id as "teamId", count(*)::int as recipes from recipes
    where batch -> 'brief' -> 'template' @> to_jsonb(${template}::text) group by team_id`);
  return rows;
}

import { sql } from 'drizzle-orm';

type Sql = ReturnType<typeof sql>;

/** Whose rows are meant: an account, the teams that go with it, and its contacts by their keyed hashes. */
export interface Gone {
  userId: string;
  teams: readonly string[];
  contacts: readonly string[];
}

/** What a deletion does with the rows of a table. */
export type Erasure =
  /** They go. */
  | { do: 'delete'; where: (gone: Gone) => Sql }
  /** Law keeps them, under the account's id, which then leads to nobody; what law does not want is taken out of them. */
  | { do: 'keep'; where: (gone: Gone) => Sql; until: string; ground: string; clear?: (gone: Gone) => Sql }
  /** They say nothing of anybody. */
  | { do: 'none' };

export function listOf(values: readonly string[]): Sql {
  return sql`array[${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )}]::text[]`;
}

const by = (column: string) => (gone: Gone) => sql`${sql.identifier(column)} = ${gone.userId}`;
const user = by('user_id');
const team = (gone: Gone) => sql`team_id = any(${listOf(gone.teams)})`;
const either =
  (one: (gone: Gone) => Sql, other: (gone: Gone) => Sql) =>
  (gone: Gone): Sql =>
    sql`(${one(gone)} or ${other(gone)})`;
const ofCases = (gone: Gone) => sql`case_id in (select id from cases where ${either(team, user)(gone)})`;
const ofTeam: Erasure = { do: 'delete', where: team };
const ofUser: Erasure = { do: 'delete', where: user };
const none: Erasure = { do: 'none' };
const halfYear = { until: 'six months after the deletion', ground: 'Cybersecurity Law 23' };
const threeYears = { until: 'three years after the deletion', ground: 'PIPL 56' };
const lastAct = { until: 'six months after the last act', ground: 'Labelling Measures 9' };
const books = { until: 'ten years after the year of the entry', ground: 'Accounting records' };
const evidence = { until: 'three years after the measure, longer under a legal hold', ground: 'Measures taken by law' };

/**
 * What a deletion does with each table, in this order; a test fails for a table that is not here. What is joined to other
 * rows goes before them.
 */
export const erasures: Readonly<Record<string, Erasure>> = {
  conversation_messages: {
    do: 'delete',
    where: either(
      team,
      (gone) => sql`conversation_id in (select id from conversations where owner_id = ${gone.userId})`,
    ),
  },
  conversations: { do: 'delete', where: either(team, by('owner_id')) },
  sessions: ofUser,
  accounts: ofUser,
  devices: ofUser,
  passkeys: ofUser,
  totp_secrets: ofUser,
  recovery_codes: ofUser,
  contact_changes: ofUser,
  factor_removals: ofUser,
  presence: ofUser,
  notice_preferences: ofUser,
  messages: ofUser,
  verifications: { do: 'delete', where: (gone) => sql`position(${gone.userId} in identifier || ' ' || value) > 0` },
  login_codes: { do: 'delete', where: (gone) => sql`target = any(${listOf(gone.contacts)})` },
  invitations: { do: 'delete', where: either(team, (gone) => sql`target = any(${listOf(gone.contacts)})`) },
  members: { do: 'delete', where: either(team, user) },
  api_keys: ofTeam,
  webhook_deliveries: ofTeam,
  webhooks: ofTeam,
  events: ofTeam,
  idempotency_keys: ofTeam,
  team_models: ofTeam,
  outside_presenters: ofTeam,
  presenter_engines: ofTeam,
  presenter_orders: ofTeam,
  products: ofTeam,
  material_proofs: ofTeam,
  materials: ofTeam,
  uploads: ofTeam,
  scripts: ofTeam,
  storyboards: ofTeam,
  templates: ofTeam,
  recipes: ofTeam,
  claim_proofs: ofTeam,
  dictionaries: ofTeam,
  face_points: ofTeam,
  lent_files: ofTeam,
  held_rows: ofTeam,
  video_edit_updates: {
    do: 'delete',
    where: team,
  },
  edit_versions: ofTeam,
  video_edits: ofTeam,
  video_pieces: ofTeam,
  pieces: ofTeam,
  video_versions: ofTeam,
  videos: ofTeam,
  batches: ofTeam,
  deliveries: ofTeam,
  share_links: ofTeam,
  video_folders: ofTeam,
  video_places: ofTeam,
  renders: ofTeam,
  review_decisions: ofTeam,
  review_comments: ofTeam,
  api_access: ofTeam,
  usage_grants: ofTeam,
  enterprise_proofs: ofTeam,
  output_reports: {
    do: 'keep',
    where: either(team, by('reporter_id')),
    ...halfYear,
    clear: () => sql`note = '', pieces = '[]'::jsonb`,
  },
  safety_decisions: {
    do: 'keep',
    where: (gone) => sql`case_id in (select id from safety_cases where ${team(gone)})`,
    ...halfYear,
  },
  safety_cases: { do: 'keep', where: team, ...halfYear, clear: () => sql`name = '', findings = '[]'::jsonb` },
  sign_in_attempts: { do: 'keep', where: user, ...halfYear, clear: () => sql`target = ''` },
  audit_events: { do: 'keep', where: either(team, user), ...halfYear },
  notices: { do: 'keep', where: user, ...halfYear, clear: () => sql`title = '', body = ''` },
  consents: { do: 'keep', where: user, ...threeYears },
  person_consents: { do: 'keep', where: team, ...threeYears },
  disclosures: { do: 'keep', where: user, ...threeYears },
  deletion_requests: { do: 'keep', where: user, ...threeYears, clear: () => sql`reason = ''` },
  measures: { do: 'keep', where: user, ...evidence },
  measure_acts: { do: 'keep', where: user, ...evidence },
  measure_proposals: { do: 'keep', where: user, ...evidence },
  sealed_evidence: { do: 'keep', where: user, ...evidence },
  legal_holds: { do: 'keep', where: user, ...evidence },
  actings: { do: 'keep', where: user, ...halfYear },
  authority_packages: { do: 'keep', where: user, ...evidence },
  appeals: { do: 'keep', where: user, ...evidence },
  kept_labels: {
    do: 'keep',
    where: by('pseudonym'),
    until: 'six months after the deletion',
    ground: 'Labelling Measures 9',
  },
  case_events: { do: 'keep', where: ofCases, ...threeYears },
  case_files: { do: 'keep', where: ofCases, ...threeYears },
  cases: { do: 'keep', where: either(team, user), ...threeYears, clear: () => sql`address = '', place = ''` },
  takedowns: { do: 'keep', where: team, ...threeYears },
  incident_people: { do: 'keep', where: user, ...threeYears },
  grant_wishes: { do: 'keep', where: team, ...books },
  undertakings: { do: 'keep', where: either(team, by('signed_by')), ...lastAct },
  undertaking_log: { do: 'keep', where: either(team, by('by')), ...lastAct },
  credit_books: { do: 'keep', where: team, ...books },
  credit_transactions: { do: 'keep', where: team, ...books },
  credit_entries: { do: 'keep', where: team, ...books },
  credit_lots: { do: 'keep', where: team, ...books },
  credit_holds: { do: 'keep', where: team, ...books },
  credit_hold_lots: { do: 'keep', where: team, ...books },
  recharge_orders: { do: 'keep', where: either(team, user), ...books, clear: () => sql`pay_url = null` },
  refunds: { do: 'keep', where: either(team, user), ...books },
  invoices: { do: 'keep', where: either(team, user), ...books },
  teams: { do: 'delete', where: (gone) => sql`id = any(${listOf(gone.teams)})` },
  users: { do: 'delete', where: by('id') },
  payment_notices: none,
  rule_sets: none,
  licensed_items: none,
  rule_hits: ofTeam,
  known_pictures: none,
  closed_parts: none,
  withdrawn_templates: none,
  incidents: none,
  incident_entries: none,
  calendar_years: none,
  announcements: none,
  announced_texts: none,
  audit_anchors: none,
  audit_cuts: none,
  data_keys: none,
  work_clock: none,
};

/** Of teams that stay: what still names the person in their rows. */
export const unnamed: Readonly<Record<string, { set: Sql; where: (gone: Gone) => Sql }>> = {
  review_comments: { set: sql`by_name = ''`, where: by('by') },
  review_decisions: { set: sql`by_name = ''`, where: by('by') },
};

/** What an act of operators is about: a row, as what of it may stand in the record. Nothing that is sealed, nobody's words. */
export interface OperatedThing {
  table: string;
  /** The column by which it is found. */
  key: string;
  /** What of it is written down; where left out, how many rows there are. */
  shows?: readonly string[];
}

/** How an act of operators is written down. */
export interface OperatedAct {
  /** As it is called in the record. */
  name: string;
  thing: OperatedThing;
  /** Where the request says which: a parameter of the path, a field of the body, or, of what is made, of the answer; or it is always this. */
  by: { in: 'params' | 'body' | 'answer' | 'always'; field: string };
  /** Fields of the body, then of the thing, that say why; those that there are, joined. */
  ground: readonly string[];
  /** Fields of the answer that belong to what came of it. */
  told: readonly string[];
}

const announcement = { table: 'announcements', key: 'id', shows: ['kind', 'parts', 'starts_at', 'ends_at'] };
const closedPart = { table: 'closed_parts', key: 'part', shows: ['part', 'reason_zh', 'closed_by'] };
const template = { table: 'withdrawn_templates', key: 'template', shows: ['template', 'reason', 'withdrawn_by'] };
const job = { table: 'pgboss.job', key: 'id', shows: ['name', 'state', 'retry_count'] };
const year = { table: 'calendar_years', key: 'year', shows: ['rest_days', 'work_days', 'source'] };
const apiAccess = { table: 'api_access', key: 'team_id', shows: ['status', 'purpose', 'reason', 'ends_at'] };
const usageShown = ['team_id', 'purpose', 'document', 'starts_at', 'ends_at', 'withdrawn_at'];
const usage = { table: 'usage_grants', key: 'id', shows: usageShown };
const team = { table: 'teams', key: 'id', shows: ['kind', 'seats', 'verified_at', 'enterprise_reason'] };
const licensed = { table: 'licensed_items', key: 'id', shows: ['name', 'sha256', 'rights', 'withdrawn_at'] };
const books = { table: 'credit_books', key: 'team_id', shows: ['available', 'held', 'spent', 'issued'] };
const wishShown = ['team_id', 'amount', 'reference', 'reason', 'asked_by', 'outcome', 'decided_by'];
const wish = { table: 'grant_wishes', key: 'id', shows: wishShown };
const order = { table: 'recharge_orders', key: 'id', shows: ['team_id', 'status', 'amount_fen', 'credits', 'payment'] };
const refund = { table: 'refunds', key: 'id', shows: ['team_id', 'order_id', 'ground', 'status', 'amount_fen'] };
const unused = { table: 'refunds', key: 'ground' };
const invoice = { table: 'invoices', key: 'id', shows: ['team_id', 'status', 'amount_fen', 'number'] };
const sessions = { table: 'sessions', key: 'user_id' };
const account = { table: 'users', key: 'id', shows: ['is_operator', 'operator_roles', 'locked_at'] };
const removalShown = ['identity_check', 'asked_by', 'confirmed_by', 'due_at', 'ended_at', 'end'];
const removal = { table: 'factor_removals', key: 'user_id', shows: removalShown };
const keys = { table: 'data_keys', key: 'purpose' };
const caseShown = ['number', 'state', 'due_at', 'subject', 'subject_id', 'team_id', 'outcome', 'is_strike'];
const filed = { table: 'cases', key: 'id', shows: caseShown };
const incidentShown = ['kind', 'grade', 'title', 'found_at', 'reported_at', 'closed_at'];
const incident = { table: 'incidents', key: 'id', shows: incidentShown };
const told = { table: 'incident_people', key: 'incident_id' };
const safetyShown = ['subject', 'subject_id', 'status', 'round', 'ruling', 'decided_at'];
const safety = { table: 'safety_cases', key: 'id', shows: safetyShown };
const picture = { table: 'known_pictures', key: 'id', shows: ['hash', 'category', 'note'] };
const ruleShown = ['number', 'note', 'drafted_by', 'published_by', 'published_at', 'withdrawn_at', 'in_force_since'];
const rules = { table: 'rule_sets', key: 'id', shows: ruleShown };
const report = { table: 'output_reports', key: 'id', shows: ['team_id', 'reason', 'closed_at'] };

interface Besides {
  ground?: readonly string[];
  told?: readonly string[];
}

const act = (name: string, thing: OperatedThing, by: OperatedAct['by'], besides: Besides): OperatedAct => ({
  ...{ name, thing, by },
  ground: besides.ground ?? [],
  told: besides.told ?? [],
});
/** About what the path names. */
const on = (name: string, thing: OperatedThing, besides: Besides & { field?: string } = {}) =>
  act(name, thing, { in: 'params', field: besides.field ?? 'id' }, besides);
/** About what it makes. */
const made = (name: string, thing: OperatedThing, besides: Besides = {}) =>
  act(name, thing, { in: 'answer', field: 'id' }, besides);
const ofPerson = { field: 'userId' } as const;

/**
 * Every act of operators, by its operation: what is written down of it besides the request. `itself`: its verb writes that
 * down, in its own transaction. `reads`: it changes nothing that lasts; a case that is taken is free again after a quarter of
 * an hour. A test walks the documentation of the API.
 */
export const operatedActs: Readonly<Record<string, OperatedAct | 'itself' | 'reads'>> = {
  retryJob: on('job tried again', job, { ground: ['reason'] }),
  announce: made('announced', announcement, { ground: ['titleZh'] }),
  endAnnouncement: on('announcement ended', announcement, { ground: ['reason'] }),
  enterCalendarYear: on('calendar entered', year, { field: 'year', ground: ['source'] }),
  decideApi: on('API access decided', apiAccess, { ground: ['reason', 'purpose'] }),
  grantUsage: made('usage granted', usage, { ground: ['document'] }),
  withdrawUsage: on('usage withdrawn', usage, { field: 'grantId', ground: ['reason', 'document'] }),
  verifyTeam: on('enterprise decided', team, { ground: ['reason'] }),
  addLicensedItem: made('licensed item added', licensed, { ground: ['reason'] }),
  withdrawLicensedItem: on('licensed item withdrawn', licensed, { ground: ['why'] }),
  readmitLicensedItem: on('licensed item readmitted', licensed, { ground: ['reason'] }),
  grantCredits: act(
    'credits granted',
    books,
    { in: 'body', field: 'teamId' },
    { ground: ['reason', 'reference'], told: ['isNew', 'waits'] },
  ),
  decideCreditGrant: on('credit grant decided', wish, { ground: ['reason', 'reference'] }),
  confirmTransfer: on('transfer confirmed', order, { ground: ['payment'] }),
  decideRefund: on('refund decided', refund, { ground: ['answer'] }),
  decideInvoice: on('invoice decided', invoice, { ground: ['answer', 'number'] }),
  refundUnused: act(
    'unused credits refunded',
    unused,
    { in: 'always', field: 'unused' },
    { ground: ['reason'], told: ['refunds', 'amountFen'] },
  ),
  withdrawTemplate: on('template withdrawn', template, { field: 'name', ground: ['reason'] }),
  readmitTemplate: on('template readmitted', template, { field: 'name', ground: ['reason'] }),
  closePart: on('part closed', closedPart, { field: 'part', ground: ['reasonZh'] }),
  openPart: on('part opened', closedPart, { field: 'part', ground: ['reason'] }),
  findPerson: 'reads',
  endSessionOf: on('session ended', sessions, { ...ofPerson, ground: ['reason'] }),
  endSessionsOf: on('sessions ended', sessions, { ...ofPerson, ground: ['reason'] }),
  lockPerson: on('sign-in locked', account, { ...ofPerson, ground: ['reason'] }),
  setOperator: on('duties set', account, { ...ofPerson, ground: ['reason'] }),
  askFactorRemoval: on('removal of a factor asked', removal, { ...ofPerson, ground: ['identityCheck'] }),
  confirmFactorRemoval: on('removal of a factor confirmed', removal, { ...ofPerson, ground: ['identity_check'] }),
  cancelFactorRemoval: on('removal of a factor cancelled', removal, { ...ofPerson, ground: ['reason'] }),
  rotateKeys: act('keys rotated', keys, { in: 'always', field: 'seal' }, { ground: ['reason'], told: ['sealedAnew'] }),
  askToAct: 'itself',
  startActing: 'itself',
  placeLegalHold: 'itself',
  liftLegalHold: 'itself',
  sweepEndedTerms: 'itself',
  takeMeasure: 'itself',
  decideMeasureProposal: 'itself',
  undoMeasure: 'itself',
  makeAuthorityPackage: 'itself',
  decideAppeal: 'itself',
  orderDeletion: 'itself',
  stopDeletion: 'itself',
  // What is said in a case is sealed: the record names the case, where its reason stands.
  linkCase: on('case linked', filed, { ground: ['number'] }),
  askSender: on('sender asked', filed, { ground: ['number'] }),
  noticeOwner: on('owner noticed', filed, { ground: ['number'] }),
  takeDown: on('taken down', filed, { ground: ['number'] }),
  decideCase: on('case decided', filed, { ground: ['number'] }),
  discloseSender: on('sender disclosed', filed, { ground: ['ground', 'reference', 'to'] }),
  openIncident: made('incident opened', incident, { ground: ['title'] }),
  changeIncident: on('incident changed', incident, { ground: ['title'] }),
  addIncidentEntry: on('incident noted', incident, { ground: ['text'] }),
  findAffected: on('affected found', told, { ground: ['by', 'value'], told: ['added', 'found'] }),
  tellAffected: on('affected told', told, { ground: ['titleZh'], told: ['told'] }),
  noteIncidentReport: on('incident reported', incident, { ground: ['text'] }),
  closeIncident: on('incident closed', incident, { ground: ['text'] }),
  takeSafetyCase: 'reads',
  decideSafetyCase: on('content decided', safety, { ground: ['reason', 'note'] }),
  closeOutputReport: on('report of an answer closed', report, { ground: ['reason'] }),
  addKnownPicture: made('picture forbidden', picture, { ground: ['category', 'note'] }),
  deleteKnownPicture: on('picture allowed', picture, { ground: ['reason'] }),
  draftRuleSet: made('rules drafted', rules, { ground: ['note'] }),
  withdrawRuleSet: on('rules withdrawn', rules, { ground: ['note'] }),
  tryRuleSet: 'reads',
  publishRuleSet: on('rules published', rules, { ground: ['note'] }),
};

import type { OperatorRole } from '../db/schema/index.ts';

const all = ['system', 'security', 'audit'] as const satisfies readonly OperatorRole[];
const system = ['system'] as const;
const security = ['security'] as const;
const work = ['system', 'security'] as const;
const audit = ['audit'] as const;
/** Who does something, and who looks over their shoulder. */
const securitySeen = ['security', 'audit'] as const;
const systemSeen = ['system', 'audit'] as const;

/**
 * Which operators may ask for what. The three duties are those of GB/T 22239-2019 (8.1.5): who runs the service gives nobody
 * rights and judges nobody; who decides about people, rights and content runs nothing; who reads the record of both acts in
 * neither. An operation of operators that is not named here is asked for by nobody: a test walks the documentation.
 */
export const operatorRolesOf: Readonly<Record<string, readonly OperatorRole[]>> = {
  // What all see.
  getOverview: all,
  listOperators: all,
  listAllAnnouncements: all,
  getWorkCalendar: all,
  listAllTeams: work,
  getWholeTeam: work,
  getHistoryOfPerson: work,
  getRetention: all,
  listEndedTerms: all,
  // Running the service, and its money.
  listJobs: system,
  retryJob: system,
  announce: system,
  endAnnouncement: system,
  enterCalendarYear: work,
  listOutbox: system,
  listTeamPapers: system,
  getTeamPapers: work,
  decideApi: system,
  grantUsage: system,
  withdrawUsage: system,
  getEnterprise: system,
  verifyTeam: system,
  getEnterpriseProof: system,
  listKeptLicensedItems: work,
  addLicensedItem: system,
  withdrawLicensedItem: work,
  readmitLicensedItem: system,
  listLicensedItemUses: work,
  grantCredits: system,
  listCreditGrants: systemSeen,
  decideCreditGrant: system,
  listPaymentCases: system,
  confirmTransfer: system,
  decideRefund: system,
  decideInvoice: system,
  refundUnused: system,
  // A part is closed at once by whoever sees that it must be.
  closePart: work,
  openPart: work,
  // People and their rights.
  listRiskySignIns: security,
  findPerson: work,
  endSessionOf: security,
  endSessionsOf: security,
  lockPerson: security,
  setOperator: security,
  askFactorRemoval: security,
  confirmFactorRemoval: security,
  cancelFactorRemoval: security,
  rotateKeys: security,
  // Acting for somebody, and keeping what would go.
  listActings: systemSeen,
  askToAct: system,
  startActing: system,
  listLegalHolds: securitySeen,
  placeLegalHold: security,
  liftLegalHold: security,
  sweepEndedTerms: security,
  // Measures, appeals, deletions, cases, incidents.
  listMeasures: securitySeen,
  takeMeasure: security,
  listMeasureProposals: securitySeen,
  decideMeasureProposal: security,
  getMeasure: securitySeen,
  undoMeasure: security,
  makeAuthorityPackage: security,
  listAuthorityPackages: securitySeen,
  getAuthorityPackage: security,
  verifyEvidence: securitySeen,
  listAppeals: securitySeen,
  decideAppeal: security,
  listDeletions: securitySeen,
  orderDeletion: security,
  stopDeletion: security,
  listCases: securitySeen,
  getCase: security,
  getCaseFile: security,
  linkCase: security,
  askSender: security,
  noticeOwner: security,
  takeDown: security,
  decideCase: security,
  discloseSender: security,
  listIncidents: all,
  openIncident: work,
  getIncident: all,
  changeIncident: security,
  addIncidentEntry: work,
  findAffected: security,
  tellAffected: security,
  draftIncidentReport: securitySeen,
  noteIncidentReport: security,
  closeIncident: security,
  // The review desk and its rules.
  listSafetyCases: security,
  listOutputReports: security,
  closeOutputReport: security,
  takeSafetyCase: security,
  getSafetyCase: security,
  decideSafetyCase: security,
  getReviewerAgreement: securitySeen,
  listKnownPictures: security,
  addKnownPicture: security,
  deleteKnownPicture: security,
  listRuleSets: securitySeen,
  draftRuleSet: security,
  getRuleSet: securitySeen,
  withdrawRuleSet: security,
  tryRuleSet: security,
  publishRuleSet: security,
  listRuleHits: securitySeen,
  // The record of acts.
  searchAudit: audit,
  exportAudit: audit,
};

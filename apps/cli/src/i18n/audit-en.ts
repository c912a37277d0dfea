/** Words of `clipo audit`. */
export const enAudit = {
  'help.audit': 'whether the record of what people and keys did is whole',
  'help.audit.verify': 'read the whole record again: what was changed, taken out or put in is named (exit code 3)',
  'help.audit.anchors': 'a copy of audit-anchors.jsonl that was kept elsewhere',
  'audit.read': '{rows} acts of {teams} teams, {anchors} daily signatures, the last at {last}',
  'audit.whole': 'the record is whole',
  'audit.bent': 'the record was bent: {count} faults',
  'audit.changed': '  act {row} of team {team}: was changed after it was written',
  'audit.removed': '  act {row} of team {team}: acts before it were taken out',
  'audit.inserted': '  act {row} of team {team}: acts before it were put in later',
  'audit.forged': '  signature of {anchor}: not by this service, or changed',
  'audit.unlinked': '  signature of {anchor}: the one before it is missing',
  'audit.lost': '  signature of {anchor}: stands in the file of signatures, no longer in the database',
  'audit.rewritten': '  signature of {anchor}: act {row} of team {team} is no longer the end that was signed',
  'audit.unknown': 'The list of known holes could not be fetched: nothing was checked. Try again with a network.',
  'audit.done': '{count} known {count|hole|holes} in the packages that are used',
} as const;

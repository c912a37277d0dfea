import { z } from 'zod';
import { named } from './document.ts';

/** Why an operator does something: their own words, in the record of acts beside what it changed. */
export const reason = z.string().trim().min(3).max(500).describe('Why; it stands in the record of acts');

/** What acts of operators are told that need nothing else. */
export const OperatorReason = named('OperatorReason', z.strictObject({ reason }));

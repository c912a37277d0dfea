import { expect, it } from 'vitest';
import { apiDocument } from '../http/api-document.ts';
import { operatorRolesOf } from './operator-roles.ts';

it('every operation of operators names the duties that may ask for it, and no other operation does (O3)', () => {
  const { paths = {} } = apiDocument() as {
    paths?: Record<string, Record<string, { operationId: string; summary?: string }>>;
  };
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  const ofOperators = operations.filter(({ summary }) => summary?.includes('(operators'));
  expect(ofOperators.length).toBeGreaterThan(80);
  const ids = (list: readonly { operationId: string }[]) => list.map(({ operationId }) => operationId).sort();
  expect(Object.keys(operatorRolesOf).sort()).toEqual(ids(ofOperators));
});

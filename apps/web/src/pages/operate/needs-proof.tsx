import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeyOfTab } from '../../api/session.ts';
import { useMe } from '../../api/use-me.ts';
import { ProofForm } from '../security/proof.tsx';

/** Shows the pages of operators to who has given a second factor in this session; asks the others for one first. */
export function NeedsProof({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const key = useKeyOfTab();
  const me = useMe();
  const queries = useQueryClient();
  if (key !== undefined || me.data?.operates === true) {
    return children;
  }
  if (me.data?.isOperator !== true) {
    return (
      <Alert
        type="info"
        showIcon
        title={t('operate.not')}
        action={
          <Button size="small" href="/">
            {t('lost.home')}
          </Button>
        }
      />
    );
  }
  return (
    <div style={{ maxInlineSize: 420 }}>
      <p style={{ marginBlockEnd: 16 }}>{t('operate.proof')}</p>
      <ProofForm onProven={() => void queries.resetQueries()} />
    </div>
  );
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import type { Me } from '../api/use-me.ts';
import { Passkeys } from '../pages/security/passkeys.tsx';
import { ProofForm, WithProof } from '../pages/security/proof.tsx';
import { waysKey } from '../pages/security/security.tsx';
import { Totp } from '../pages/security/totp.tsx';
import { Failed } from './failed.tsx';

/** The team asks for a second factor: who has one gives it, who has none sets one up; other teams may not ask. */
export function TeamFactorFirst({ me: { team, teams } }: { me: Me }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const ways = useQuery({ queryKey: waysKey, queryFn: () => bodyOf(api().GET('/api/v1/me/ways')) });
  const change = useMutation({
    mutationFn: (teamId: string) => bodyOf(api().PUT('/api/v1/me/team', { body: { teamId } })),
    onSuccess: () => queries.invalidateQueries(),
  });
  if (ways.isError) {
    return <Failed error={ways.error} again={() => void ways.refetch()} />;
  }
  return (
    <>
      <h1>{t('first.factor')}</h1>
      <p className="soft">{t('first.factor.text', { team: team?.name ?? '' })}</p>
      {ways.isPending && <Skeleton active />}
      {ways.data?.totp === true && <ProofForm onProven={() => void queries.invalidateQueries({ queryKey: ['me'] })} />}
      {ways.data?.totp === false && (
        <WithProof>
          {ways.data.passkeys.length > 0 && <p>{t('first.factor.passkey')}</p>}
          <ul className="settings" style={{ inlineSize: '100%' }}>
            <Totp isOn={false} codesLeft={0} />
            <Passkeys passkeys={ways.data.passkeys} />
          </ul>
        </WithProof>
      )}
      {change.isError && <Alert type="error" showIcon title={errorText(change.error)} />}
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
        {teams
          .filter(({ id }) => id !== team?.id)
          .map(({ id, name }) => (
            <Button key={id} onClick={() => change.mutate(id)} loading={change.isPending && change.variables === id}>
              {t('first.factor.other', { team: name })}
            </Button>
          ))}
      </div>
    </>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useProven } from './proof.tsx';

/** Passkeys: keys that this device, or another, keeps for the person. */
export function Passkeys({ passkeys }: { passkeys: Schemas['MySignInWays']['passkeys'] }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const prove = useProven();
  const queries = useQueryClient();
  const after = {
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
    onError: (error: unknown) => void message.error(errorText(error)),
  };
  const add = useMutation({
    mutationFn: async () => {
      const options = await prove(() => bodyOf(api().POST('/api/v1/me/passkeys/options')));
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
        options as unknown as PublicKeyCredentialCreationOptionsJSON,
      );
      const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
      const response = made.toJSON() as unknown as Schemas['NewPasskey']['response'];
      return bodyOf(
        api().POST('/api/v1/me/passkeys', {
          body: { name: t('security.passkey.name', { number: passkeys.length + 1 }), response },
        }),
      );
    },
    ...after,
  });
  const remove = useMutation({
    mutationFn: (id: string) =>
      prove(() => bodyOf(api().DELETE('/api/v1/me/passkeys/{id}', { params: { path: { id } } }))),
    ...after,
  });
  return (
    <li>
      <h2>{t('security.passkeys')}</h2>
      <div>
        {passkeys.length === 0 && <p>{t('security.passkeys.none')}</p>}
        {passkeys.map(({ id, name }) => (
          <p key={id}>
            {name}{' '}
            <Button
              type="link"
              size="small"
              onClick={() => remove.mutate(id)}
              aria-label={t('security.remove.of', { name })}
            >
              {t('security.remove')}
            </Button>
          </p>
        ))}
      </div>
      <Button onClick={() => add.mutate()} loading={add.isPending} disabled={!('PublicKeyCredential' in window)}>
        {t('security.add')}
      </Button>
    </li>
  );
}

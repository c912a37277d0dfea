import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';

/** In by a passkey: the browser asks which, and nothing is typed. */
export function PasskeyButton({ onIn }: { onIn(): Promise<void> }) {
  const { t } = useTranslation();
  const enter = useMutation({
    mutationFn: async () => {
      const options = await bodyOf(api().POST('/api/v1/sign-in/passkey/options'));
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
        options as unknown as PublicKeyCredentialRequestOptionsJSON,
      );
      const given = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential | null;
      if (given === null) {
        return false;
      }
      const response = given.toJSON() as unknown as Schemas['PasskeySignIn']['response'];
      await bodyOf(api().POST('/api/v1/sign-in/passkey', { body: { response } }));
      return true;
    },
    onSuccess: (isIn) => (isIn ? onIn() : undefined),
  });
  // Who closes the browser's dialog has changed their mind: that is no fault.
  const isFault = enter.isError && !(enter.error instanceof DOMException);
  return (
    <>
      {isFault && <Alert type="error" showIcon title={errorText(enter.error)} style={{ marginBlockEnd: 16 }} />}
      <Button
        block
        onClick={() => enter.mutate()}
        loading={enter.isPending}
        disabled={!('PublicKeyCredential' in window)}
        style={{ marginBlockEnd: 16 }}
      >
        {t('sign-in.by-passkey')}
      </Button>
    </>
  );
}

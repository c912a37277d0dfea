import { useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';

/** A picture of letters, and what is read in it, inside a form. A new `round` asks for another picture. */
export function CaptchaRow({ round, onPicture }: { round: unknown; onPicture(id: string): void }) {
  const { t } = useTranslation();
  const captcha = useQuery({
    queryKey: ['captcha', 'case', round],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: async () => {
      const made = await bodyOf(api().POST('/api/v1/captchas', { params: { query: { for: 'case' } } }));
      onPicture(made.id);
      return made;
    },
  });
  return (
    <Form.Item label={t('captcha.letters')} extra={t('captcha.hint')}>
      <div className="captcha">
        <button type="button" onClick={() => void captcha.refetch()} aria-label={t('captcha.other')}>
          {captcha.data !== undefined && (
            <img src={`data:image/svg+xml,${encodeURIComponent(captcha.data.svg)}`} alt={t('captcha.picture')} />
          )}
        </button>
        <Form.Item name="letters" noStyle rules={[{ required: true, message: t('form.needed') }]}>
          <Input autoComplete="off" aria-label={t('captcha.letters')} />
        </Form.Item>
      </div>
    </Form.Item>
  );
}

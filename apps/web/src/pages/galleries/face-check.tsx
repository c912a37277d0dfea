import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Spin } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';

/** Looks at a picture before anybody consents to its use: what can't speak is told at once, with what to do. */
export function FaceCheck({
  materialId,
  onOther,
  children,
}: {
  materialId: string;
  onOther(): void;
  children: ReactNode;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const check = useQuery({
    queryKey: ['face-check', materialId],
    queryFn: () => bodyOf(api().POST('/api/v1/materials/{id}/face-check', { params: { path: { id: materialId } } })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const other = (
    <Button size="small" onClick={onOther}>
      {t('presenters.face.other')}
    </Button>
  );
  if (check.isPending) {
    return (
      <p className="face-checking" aria-live="polite">
        <Spin size="small" /> {t('presenters.face.looking')}
      </p>
    );
  }
  if (check.isError) {
    return <Alert type="error" showIcon title={errorText(check.error)} action={other} />;
  }
  const { isFit, faults } = check.data;
  if (isFit === false) {
    return (
      <Alert
        type="warning"
        showIcon
        title={t('presenters.face.unfit')}
        description={
          <ul className="face-faults">
            {faults.map(({ rule, text }) => (
              <li key={rule}>{text[language]}</li>
            ))}
          </ul>
        }
        action={other}
      />
    );
  }
  return (
    <>
      <Alert
        type={isFit === null ? 'info' : 'success'}
        showIcon
        style={{ marginBlockEnd: 16 }}
        title={t(isFit === null ? 'presenters.face.film' : 'presenters.face.fit')}
      />
      {children}
    </>
  );
}

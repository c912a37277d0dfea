import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Collapse, Spin } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { FaceFaults } from './face-faults.tsx';
import { type FaceFound, faceFound } from './face-points.ts';
import { FootageLook } from './footage-look.tsx';
import { PointsEditor } from './points-editor.tsx';

/** Looks at a picture or film before anybody consents to its use: what can't speak is told at once, with what to do. */
export function FaceCheck({
  materialId,
  onOther,
  children,
}: {
  materialId: string;
  onOther(): void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const queryKey = ['face-check', materialId];
  const check = useQuery({
    queryKey,
    queryFn: () => faceFound(api().POST('/api/v1/materials/{id}/face-check', { params: { path: { id: materialId } } })),
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
  const { kind, isFit, faults, landmarks, isMended } = check.data;
  if (kind === 'footage') {
    return (
      <FootageLook materialId={materialId} onOther={onOther}>
        {children}
      </FootageLook>
    );
  }
  return (
    <>
      <div style={{ marginBlockEnd: 16 }}>
        {isFit ? (
          <Alert
            type="success"
            showIcon
            title={t(isMended ? 'presenters.face.fit.mended' : 'presenters.face.fit')}
            action={other}
          />
        ) : (
          <FaceFaults title={t('presenters.face.unfit')} faults={faults} action={other} />
        )}
      </div>
      {landmarks !== null && (
        <Collapse
          style={{ marginBlockEnd: 16 }}
          items={[
            {
              key: 'points',
              label: t('presenters.points'),
              children: (
                <PointsEditor
                  key={isMended ? JSON.stringify(landmarks) : 'found'}
                  materialId={materialId}
                  landmarks={landmarks}
                  isMended={isMended}
                  onChecked={(next: FaceFound) => queries.setQueryData(queryKey, next)}
                />
              ),
            },
          ]}
        />
      )}
      {isFit && children}
    </>
  );
}

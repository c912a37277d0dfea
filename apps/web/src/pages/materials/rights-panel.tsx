import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { RightsForm } from './rights-form.tsx';
import type { MaterialView } from './use-materials.ts';

/** The rights of several materials at once. */
export function RightsPanel({
  materials,
  onClose,
}: {
  materials: readonly MaterialView[];
  onClose(isSaved: boolean): void;
}) {
  const { t } = useTranslation();
  return (
    <Drawer
      open={materials.length > 0}
      onClose={() => onClose(false)}
      title={t('rights.title.of', { count: materials.length })}
      size={420}
      destroyOnHidden
    >
      <p className="soft" style={{ marginBlockEnd: 20 }}>
        {t('rights.text')}
      </p>
      <RightsForm materials={materials} onSaved={() => onClose(true)} />
    </Drawer>
  );
}

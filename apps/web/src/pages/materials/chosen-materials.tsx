import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDeleteMaterials } from './use-delete-materials.ts';
import type { MaterialView } from './use-materials.ts';

/** What can be done with all that are chosen, at the foot of the window. */
export function ChosenMaterials({
  chosen,
  onRights,
  onTags,
  onNone,
}: {
  chosen: readonly MaterialView[];
  /** With those whose rights are the team's to state. */
  onRights(own: MaterialView[]): void;
  onTags(): void;
  onNone(): void;
}) {
  const { t } = useTranslation();
  const remove = useDeleteMaterials();
  const count = t('materials.chosen', { count: chosen.length });
  const own = chosen.filter(({ fromLibrary }) => fromLibrary === null);
  return (
    <section className="material-bar" aria-label={count}>
      <b>{count}</b>
      <Button
        disabled={own.length === 0}
        title={own.length === 0 ? t('licensed.of') : undefined}
        onClick={() => onRights(own)}
      >
        {t('materials.chosen.rights')}
      </Button>
      <Button onClick={onTags}>{t('materials.chosen.tags')}</Button>
      <Button danger loading={remove.isPending} onClick={() => remove.mutate(chosen, { onSuccess: onNone })}>
        {t('materials.chosen.delete')}
      </Button>
      <Button type="text" onClick={onNone}>
        {t('materials.chosen.none')}
      </Button>
    </section>
  );
}

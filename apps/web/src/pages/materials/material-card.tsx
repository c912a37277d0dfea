import { DeleteOutlined, SafetyCertificateOutlined } from '@ant-design/icons';
import { Button, Checkbox, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { HeldNote, isHeld } from './held-note.tsx';
import { MaterialPicture } from './material-picture.tsx';
import { useDeleteMaterials } from './use-delete-materials.ts';
import { type MaterialView, termOf } from './use-materials.ts';

/** A material in the library. */
export function MaterialCard({
  material,
  isChosen,
  onChoose,
  onRights,
}: {
  material: MaterialView;
  isChosen: boolean;
  onChoose(isOn: boolean): void;
  onRights(): void;
}) {
  const { t, i18n } = useTranslation();
  const remove = useDeleteMaterials();
  const { name, rights, aiOrigin, sizeBytes } = material;
  const size = new Intl.NumberFormat(i18n.language, { style: 'unit', unit: 'megabyte', maximumSignificantDigits: 2 });
  const term = termOf(material);
  return (
    <div className={isChosen ? 'material chosen' : 'material'}>
      <div className="face">
        {isHeld(material) ? <HeldNote thing={material} /> : <MaterialPicture material={material} />}
        <Checkbox
          className="choose"
          checked={isChosen}
          aria-label={t('materials.select', { name })}
          onChange={({ target }) => onChoose(target.checked)}
        />
        {term !== undefined && (
          <span className={`term ${term.kind}`}>{t(`materials.${term.kind}`, { day: term.day })}</span>
        )}
      </div>
      <h3 title={name}>{name}</h3>
      <small>
        {rights === null ? (
          <span className="no-rights">{t('materials.no-rights')}</span>
        ) : (
          <span>{rights.licence}</span>
        )}
        {aiOrigin !== null && (
          <Tooltip
            title={t('materials.ai.text', { producer: aiOrigin.label?.ContentProducer ?? t('materials.ai.unknown') })}
          >
            <span>{t('materials.ai')}</span>
          </Tooltip>
        )}
        <span className="mono">{size.format(sizeBytes / 1e6)}</span>
      </small>
      <div className="acts">
        <Button size="small" icon={<SafetyCertificateOutlined />} onClick={onRights}>
          {t('materials.rights')}
        </Button>
        <Tooltip title={t('materials.delete')}>
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('materials.delete.of', { name })}
            onClick={() => remove.mutate([material])}
          />
        </Tooltip>
      </div>
    </div>
  );
}

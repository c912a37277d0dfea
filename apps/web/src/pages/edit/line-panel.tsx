import { ArrowLeftOutlined, ArrowRightOutlined } from '@ant-design/icons';
import type { Scene, StoryboardLine } from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';
import { cardTexts, lineBlocks, pictureLayerOf } from '@clipo/engine/browser';
import { Alert, Button, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../api/error-text.ts';
import { CheckedArea } from '../../words/checked-area.tsx';
import { ShotEditor } from './shot-editor.tsx';
import type { Editing } from './use-edit.ts';
import type { Player } from './use-player.ts';

/** What is said in one line, and the scenes that show it. */
export function LinePanel({
  editing,
  player,
  line,
  onChoose,
}: {
  editing: Editing;
  player: Player;
  line: StoryboardLine;
  onChoose(line: string): void;
}) {
  const { t } = useTranslation();
  const { session, now, base, speaking, refused } = editing;
  const ids = now.lines.map(({ id }) => id);
  const place = ids.indexOf(line.id);
  const scenes = lineBlocks(now).find((block) => block.line.id === line.id)?.scenes ?? [];
  const move = (by: number) => {
    const order = ids.filter((id) => id !== line.id);
    order.splice(place + by, 0, line.id);
    session.set('order', order);
    onChoose(line.id);
  };
  const fault = refused.get(line.id);
  return (
    <div className="line-panel">
      <label htmlFor="edit-line">
        {t('edit.line', { number: place + 1, role: t(`role.${line.role}`) })}
        {speaking.has(line.id) && <span className="soft"> · {t('edit.line.speaking')}</span>}
      </label>
      <CheckedArea
        id="edit-line"
        lang={base.storyboard.language}
        autoSize={{ minRows: 2, maxRows: 5 }}
        maxLength={400}
        skus={[editing.desk.product]}
        value={editing.view.edits.lines[line.id] ?? line.text}
        onWrite={(text) => session.write(line.id, text)}
      />
      {fault !== undefined && !isOfWords(fault) && <Alert type="error" showIcon title={errorText(fault)} />}
      <div className="line-order">
        <Button icon={<ArrowLeftOutlined />} disabled={place <= 0} onClick={() => move(-1)}>
          {t('edit.earlier')}
        </Button>
        <Button
          icon={<ArrowRightOutlined />}
          iconPlacement="end"
          disabled={place >= ids.length - 1}
          onClick={() => move(1)}
        >
          {t('edit.later')}
        </Button>
      </div>
      {scenes.map((scene, index) => (
        <SceneFields key={scene.id} editing={editing} player={player} scene={scene} number={index + 1} />
      ))}
    </div>
  );
}

/** What is wrong with the words is told where they are written. */
function isOfWords(fault: unknown): boolean {
  return fault instanceof ClipoError && fault.code === 'content_rejected';
}

function SceneFields({ editing, scene, number }: { editing: Editing; player: Player; scene: Scene; number: number }) {
  const { t } = useTranslation();
  const { session, base } = editing;
  const { fps } = base.storyboard;
  const original = base.storyboard.scenes.find(({ id }) => id === scene.id) ?? scene;
  const key = (name: string) => `scene/${scene.id}/${name}`;
  return (
    <fieldset className="scene-fields">
      <legend>{t('edit.scene', { number })}</legend>
      <div className="field">
        <span>{t('edit.length')}</span>
        <InputNumber
          aria-label={t('edit.length')}
          min={0.4}
          max={60}
          step={0.1}
          precision={1}
          suffix={t('edit.seconds')}
          value={Math.round((scene.frames * 10) / fps) / 10}
          onChange={(value) => {
            if (typeof value === 'number') {
              session.set(key('frames'), Math.round(value * fps));
            }
          }}
        />
      </div>
      {pictureLayerOf(original.layers) >= 0 && <ShotEditor editing={editing} scene={scene} />}
      {original.layers.flatMap((layer, index) =>
        cardTexts(layer).map(({ field, most, isOptional }) => {
          const name = `${index}.${field}`;
          const shown = scene.layers[index];
          const value = (shown && cardTexts(shown).find((each) => each.field === field)?.text) ?? '';
          return (
            <div className="field" key={name}>
              <span>{t('edit.card', { what: t(`card.${field as CardField}`) })}</span>
              <Input
                aria-label={t('edit.card', { what: t(`card.${field as CardField}`) })}
                lang={base.storyboard.language}
                maxLength={most}
                value={value}
                status={value === '' && !isOptional ? 'error' : ''}
                onChange={({ target }) => session.set(key(`texts/${name}`), target.value)}
              />
            </div>
          );
        }),
      )}
    </fieldset>
  );
}

type CardField =
  | 'text'
  | 'heading'
  | 'price'
  | 'original'
  | 'proof'
  | 'small'
  | 'brand'
  | 'headline'
  | 'action'
  | 'label'
  | 'source'
  | 'unit';

import { Alert, Button, Progress } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FaceFaults } from './face-faults.tsx';
import { useFootageLook } from './use-footage-look.ts';
import './points-editor.css';

/** Looks at a film while it is taken in, and shows what it sees: frames, the face in them, what is wrong. */
export function FootageLook({
  materialId,
  onOther,
  children,
}: {
  materialId: string;
  onOther(): void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const [turn, setTurn] = useState(0);
  const { progress, sheet, look, problem } = useFootageLook(materialId, turn);
  const other = (
    <Button size="small" onClick={onOther}>
      {t('presenters.face.other')}
    </Button>
  );
  const facts = look?.seen ?? progress;
  return (
    <>
      <div className="footage-look">
        {look === undefined && problem === undefined && (
          <>
            <p aria-live="polite">
              {t(progress === undefined ? 'presenters.film.waiting' : 'presenters.film.looking')}
            </p>
            <Progress
              percent={Math.round((progress?.share ?? 0) * 100)}
              aria-label={t('presenters.film.looking')}
              status="active"
            />
          </>
        )}
        {problem !== undefined && (
          <Alert
            type="error"
            showIcon
            title={problem}
            action={
              <Button size="small" onClick={() => setTurn(turn + 1)}>
                {t('presenters.film.again')}
              </Button>
            }
          />
        )}
        {look?.isFit === false && <FaceFaults title={t('presenters.film.unfit')} faults={look.faults} action={other} />}
        {look?.isFit === true && <Alert type="success" showIcon title={t('presenters.film.fit')} action={other} />}
        {sheet !== undefined && <img src={sheet} alt={t('presenters.film.sheet')} />}
        {facts !== undefined && (
          <dl className="footage-facts">
            <Fact name={t('presenters.film.lost')} value={percent(facts.faceLost)} />
            <Fact name={t('presenters.film.open')} value={percent(facts.mouthOpen)} />
            <Fact name={t('presenters.film.turn')} value={`${Math.round(facts.mostYaw)}°`} />
            {look?.seen != null && (
              <>
                <Fact
                  name={t('presenters.film.backdrop')}
                  value={t(`presenters.film.backdrop.${look.seen.backdrop}`)}
                />
                <Fact
                  name={t('presenters.film.loop')}
                  value={t('presenters.film.seconds', { seconds: look.seen.loopSeconds.toFixed(1) })}
                />
              </>
            )}
          </dl>
        )}
      </div>
      {look?.isFit === true && children}
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

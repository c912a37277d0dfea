import { useMutation } from '@tanstack/react-query';
import { App, Button, Input, Segmented } from 'antd';
import { type RefObject, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useKeys } from './use-keys.ts';

type SafetyCase = Schemas['SafetyCase'];
type Ruling = Schemas['NewSafetyDecision']['ruling'];
type Reason = Schemas['NewSafetyDecision']['reason'];

/** Why somebody allows, and why somebody blocks; the number is the key. */
const reasons: Readonly<Record<Ruling, readonly Reason[]>> = {
  allowed: ['harmless', 'product_as_sold'],
  blocked: ['indecent', 'suggestive', 'violent', 'unlawful', 'other_person'],
};

/** Texts with the words that were objected to marked in them; an engine that names none doubts the whole. */
function TextEvidence({ findings }: { findings: SafetyCase['findings'] }) {
  return findings
    .filter(({ said }) => said !== undefined)
    .map(({ field, rule, said = '', start, end }) => (
      <blockquote key={`${field} ${rule} ${start}`} className="said">
        <small className="mono soft">{field}</small>
        <p>
          {said.slice(0, start)}
          {end > start && <mark>{said.slice(start, end)}</mark>}
          {said.slice(end)}
        </p>
      </blockquote>
    ));
}

/** When what was found is seen or heard, in milliseconds; undefined where it stands still. */
function timeOf(field: string): number | undefined {
  const [, ms] = /^(?:frame|sound)@(\d+)$/.exec(field) ?? [];
  return ms === undefined ? undefined : Number(ms);
}

/** The file itself, from where the first thing was found; words that were heard or read stand below it. */
function Evidence({
  about,
  atMs,
  isHeard,
  player,
}: {
  about: SafetyCase;
  atMs: number;
  isHeard: boolean;
  player: RefObject<HTMLMediaElement | null>;
}) {
  const { t } = useTranslation();
  const [kind] = about.mediaType.split('/');
  const src = `${about.link}#t=${atMs / 1000}`;
  if (kind === 'audio') {
    return (
      // biome-ignore lint/a11y/useMediaCaption: what is said in it stands below, as it was heard
      <audio ref={player as RefObject<HTMLAudioElement>} src={src} controls preload="metadata" />
    );
  }
  return kind === 'video' ? (
    <video ref={player as RefObject<HTMLVideoElement>} src={src} controls muted={!isHeard} preload="metadata" />
  ) : (
    <img src={about.link} alt={t('desk.evidence')} />
  );
}

/** One case: what was seen, blurred and grey until the reviewer wants to see it, and the decision on it. */
export function DeskCase({ about, onDecided }: { about: SafetyCase; onDecided(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [isBlurred, setBlurred] = useState(true);
  const [isGrey, setGrey] = useState(true);
  const [ruling, setRuling] = useState<Ruling>();
  const [reason, setReason] = useState<Reason>();
  const [note, setNote] = useState('');
  const film = useRef<HTMLMediaElement>(null);
  const decide = useMutation({
    mutationFn: (decision: { ruling: Ruling; reason: Reason }) =>
      bodyOf(
        api().POST('/api/v1/safety/cases/{id}/decisions', {
          params: { path: { id: about.id } },
          body: { ...decision, note },
        }),
      ),
    onSuccess: ({ status }) => {
      void message.success(t(status === 'decided' ? 'desk.decided' : 'desk.second'));
      onDecided();
    },
    onError: (error) => void message.error(errorText(error)),
  });
  const choose = (chosen: Ruling) => {
    setRuling(chosen);
    setReason(reasons[chosen][0]);
  };
  const send = () => {
    if (ruling !== undefined && reason !== undefined && !decide.isPending) {
      decide.mutate({ ruling, reason });
    }
  };
  const byNumber = Object.fromEntries(
    (ruling === undefined ? [] : reasons[ruling]).map((each, index) => [String(index + 1), () => setReason(each)]),
  );
  useKeys({
    ' ': () => setBlurred(!isBlurred),
    g: () => setGrey(!isGrey),
    a: () => choose('allowed'),
    b: () => choose('blocked'),
    t: () => reason !== undefined && setNote(t(`desk.wording.${reason}`)),
    enter: send,
    ...byNumber,
  });
  const look = `evidence${isBlurred ? ' blurred' : ''}${isGrey ? ' grey' : ''}`;
  const isText = about.mediaType === 'text/plain';
  const [firstTime = 0] = about.findings.flatMap(({ field }) => timeOf(field) ?? []);
  const isHeard = about.findings.some(({ field }) => field.startsWith('sound@'));
  return (
    <article className="desk-case" aria-label={about.name}>
      <h2>{about.name}</h2>
      {/* Also words that were read on a picture, or heard. */}
      <TextEvidence findings={about.findings} />
      {!isText && (
        <>
          <div className={look}>
            <Evidence about={about} atMs={firstTime} isHeard={isHeard} player={film} />
          </div>
          <div className="looks">
            <Button size="small" aria-pressed={!isBlurred} onClick={() => setBlurred(!isBlurred)}>
              {t(isBlurred ? 'desk.show' : 'desk.blur')} <kbd>{t('desk.space')}</kbd>
            </Button>
            <Button size="small" aria-pressed={!isGrey} onClick={() => setGrey(!isGrey)}>
              {t(isGrey ? 'desk.colour' : 'desk.grey')} <kbd>G</kbd>
            </Button>
          </div>
        </>
      )}
      <ul className="desk-findings">
        {about.findings.map(({ field, rule, why, term }) => (
          <li key={`${field} ${rule} ${term}`}>
            {timeOf(field) !== undefined ? (
              <Button
                type="link"
                size="small"
                onClick={() => {
                  if (film.current !== null) {
                    film.current.currentTime = (timeOf(field) ?? 0) / 1000;
                  }
                }}
              >
                {t('desk.at', { seconds: ((timeOf(field) ?? 0) / 1000).toFixed(1) })}
              </Button>
            ) : null}
            <span>{why}</span> {term !== '' && <code>{term}</code>}
          </li>
        ))}
      </ul>
      {about.appeal !== null && (
        <blockquote>
          <small>{t('desk.appeal.said')}</small>
          <p>{about.appeal}</p>
        </blockquote>
      )}
      <div className="ruling">
        <Button type={ruling === 'allowed' ? 'primary' : 'default'} onClick={() => choose('allowed')}>
          {t('desk.allow')} <kbd>A</kbd>
        </Button>
        <Button danger type={ruling === 'blocked' ? 'primary' : 'default'} onClick={() => choose('blocked')}>
          {t('desk.block')} <kbd>B</kbd>
        </Button>
      </div>
      {ruling !== undefined && (
        <>
          <Segmented<Reason>
            aria-label={t('desk.reason')}
            value={reason ?? 'harmless'}
            onChange={setReason}
            options={reasons[ruling].map((value, index) => ({
              value,
              label: `${index + 1} ${t(`desk.reason.${value}`)}`,
            }))}
          />
          <Button
            size="small"
            disabled={reason === undefined}
            onClick={() => reason !== undefined && setNote(t(`desk.wording.${reason}`))}
          >
            {t('desk.wording')} <kbd>T</kbd>
          </Button>
          <Input.TextArea
            aria-label={t('desk.note')}
            placeholder={t('desk.note')}
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <Button type="primary" loading={decide.isPending} onClick={send}>
            {t('desk.send')} <kbd>↵</kbd>
          </Button>
        </>
      )}
    </article>
  );
}

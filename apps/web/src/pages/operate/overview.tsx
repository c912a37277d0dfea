import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { Failed } from '../../shell/failed.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import { NeedsProof } from './needs-proof.tsx';
import './console.css';

type Figures = Schemas['Overview'];
type Day = Figures['days'][number];

/** Where operators begin: how the service does, and what waits for somebody. */
export function Overview() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('nav.overview')} text={t('overview.text')} />
      <NeedsProof>
        <Live />
      </NeedsProof>
    </>
  );
}

function Live() {
  const { t } = useTranslation();
  const figures = useQuery({
    queryKey: ['overview'],
    refetchInterval: 10_000,
    queryFn: () => bodyOf(api().GET('/api/v1/operate/overview')),
  });
  if (figures.isError) {
    return <Failed error={figures.error} again={() => void figures.refetch()} />;
  }
  if (figures.data === undefined) {
    return <Skeleton active />;
  }
  const { days, jobs, cases, safety, risky, people, teams } = figures.data;
  const sum = (of: (one: Figures['cases'][number]) => number) => cases.reduce((all, one) => all + of(one), 0);
  return (
    <>
      <ul className="console-now">
        <Waits to="/operate/cases" name={t('overview.late')} many={sum(({ late }) => late)} isBad />
        <Waits to="/operate/cases" name={t('overview.soon')} many={sum(({ soon }) => soon)} />
        <Waits to="/operate/cases" name={t('overview.cases')} many={sum(({ open }) => open)} />
        <Waits to="/desk" name={t('overview.safety')} many={safety} />
        <Waits to="/people" name={t('overview.risky')} many={risky} isBad />
        <Waits name={t('overview.waiting')} many={jobs.reduce((all, { waiting }) => all + waiting, 0)} />
        <Waits name={t('overview.running')} many={jobs.reduce((all, { running }) => all + running, 0)} />
      </ul>
      <div className="console-charts">
        <Bars name={t('overview.videos')} days={days} of={({ done }) => done} bad={({ failed }) => failed} />
        <Bars name={t('overview.spent')} days={days} of={({ spent }) => spent} />
        <Bars name={t('overview.joined')} days={days} of={({ joined }) => joined} />
      </div>
      <p className="soft">{t('overview.all', { people, teams })}</p>
    </>
  );
}

function Waits({
  name,
  many,
  to,
  isBad = false,
}: {
  name: string;
  many: number;
  to?: '/operate/cases' | '/desk' | '/people';
  isBad?: boolean;
}) {
  const { i18n } = useTranslation();
  const figure = new Intl.NumberFormat(i18n.language).format(many);
  return (
    <li className={isBad && many > 0 ? 'bad' : ''}>
      <strong className="mono">{figure}</strong>
      {to === undefined ? <span>{name}</span> : <Link to={to}>{name}</Link>}
    </li>
  );
}

/** A bar a day; what failed stands on top of what was done. The figures are in a table for who does not see bars. */
function Bars({
  name,
  days,
  of,
  bad = () => 0,
}: {
  name: string;
  days: readonly Day[];
  of(day: Day): number;
  bad?(day: Day): number;
}) {
  const { t, i18n } = useTranslation();
  const figure = new Intl.NumberFormat(i18n.language);
  const short = new Intl.DateTimeFormat(i18n.language, { month: 'numeric', day: 'numeric', timeZone: 'UTC' });
  const most = Math.max(1, ...days.map((day) => of(day) + bad(day)));
  const total = days.reduce((all, day) => all + of(day), 0);
  const failed = days.reduce((all, day) => all + bad(day), 0);
  return (
    <figure className="bars">
      <figcaption>
        <span>{name}</span>
        <strong className="mono">{figure.format(total)}</strong>
        {failed > 0 && <span className="bad">{t('overview.failed', { many: figure.format(failed) })}</span>}
      </figcaption>
      <div aria-hidden="true">
        {days.map((day) => (
          <span key={day.day} title={`${day.day}: ${figure.format(of(day))}`}>
            <i className="bad" style={{ blockSize: `${(bad(day) / most) * 100}%` }} />
            <i style={{ blockSize: `${(of(day) / most) * 100}%` }} />
          </span>
        ))}
      </div>
      <footer aria-hidden="true" className="soft mono">
        <span>{short.format(new Date(days[0]?.day ?? 0))}</span>
        <span>{short.format(new Date(days.at(-1)?.day ?? 0))}</span>
      </footer>
      <table className="hidden">
        <caption>{name}</caption>
        <tbody>
          {days.map((day) => (
            <tr key={day.day}>
              <th scope="row">{day.day}</th>
              <td>{of(day)}</td>
              <td>{bad(day)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

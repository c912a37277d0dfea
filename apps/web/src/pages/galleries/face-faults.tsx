import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client.ts';

/** All that is wrong with a picture or film of a person, each with what to do. */
export function FaceFaults({
  title,
  faults,
  action,
}: {
  title: string;
  faults: Schemas['FaceCheck']['faults'];
  action: ReactNode;
}) {
  const { i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  return (
    <Alert
      type="warning"
      showIcon
      title={title}
      description={
        <ul className="face-faults">
          {faults.map(({ rule, text }) => (
            <li key={rule}>{text[language]}</li>
          ))}
        </ul>
      }
      action={action}
    />
  );
}

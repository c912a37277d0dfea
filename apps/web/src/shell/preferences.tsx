import { Form, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../i18n/i18n.ts';
import { type Language, languages } from '../i18n/languages.ts';
import { chooseScheme, schemeChoices, useSchemeChoice } from '../theme/scheme.tsx';
import { SignOutButton } from './sign-out-button.tsx';

/** Language, scheme, and the way out. */
export function Preferences() {
  const { t, i18n } = useTranslation();
  const scheme = useSchemeChoice();
  return (
    <Form layout="vertical">
      <Form.Item label={t('preferences.language')}>
        <Segmented<Language>
          block
          value={i18n.language as Language}
          onChange={(language) => void chooseLanguage(language)}
          options={Object.entries(languages).map(([value, label]) => ({ value: value as Language, label }))}
        />
      </Form.Item>
      <Form.Item label={t('preferences.scheme')}>
        <Segmented
          block
          value={scheme}
          onChange={chooseScheme}
          options={schemeChoices.map((value) => ({ value, label: t(`preferences.scheme.${value}`) }))}
        />
      </Form.Item>
      <SignOutButton block />
    </Form>
  );
}

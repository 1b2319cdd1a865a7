import { useTranslation } from 'react-i18next'
import { setLanguage, useLanguage } from '../i18n'

export function LanguageSwitch() {
  const { t } = useTranslation()
  const language = useLanguage()
  const other = language === 'en' ? 'zh-CN' : 'en'
  return (
    <button type="button" lang={other} data-testid="language" onClick={() => setLanguage(other)}>
      {t('nav.otherLanguage')}
    </button>
  )
}

import { MoonOutlined, SunOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { setDark, useDark } from '../theme/useTheme'

export function ThemeSwitch() {
  const { t } = useTranslation()
  const dark = useDark()
  const label = dark ? t('nav.light') : t('nav.dark')
  return (
    <button type="button" aria-label={label} title={label} data-testid="theme" onClick={() => setDark(!dark)}>
      {dark ? <SunOutlined /> : <MoonOutlined />}
    </button>
  )
}

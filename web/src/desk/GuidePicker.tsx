import { useTranslation } from 'react-i18next'
import { useGuidance } from '../api/queries'
import { useLanguage } from '../i18n'
import { beginningWords, findBeginnings } from './guidance'
import { PersonPicker } from './PersonPicker'
import { desk } from './session'

/** Where the customer is guided from: his menu, or a service by its words; Enter takes the marked one. */
export function GuidePicker({ done }: { done: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const beginnings = useGuidance().data ?? []
  const begin = (from: string | null) => ({
    testId: `guide-${from ?? 'main'}`,
    said: t('guide.start'),
    run: () => void desk.ask((hub) => hub.guide(from)),
  })
  return (
    <>
      <PersonPicker
        id="guide"
        title={t('guide.begin')}
        placeholder={t('guide.placeholder')}
        choices={(typed) => [
          ...(typed.trim() === '' || t('guide.main').toLowerCase().includes(typed.trim().toLowerCase())
            ? [{ key: '', shown: <b>{t('guide.main')}</b>, off: false, deeds: [begin(null)] }]
            : []),
          ...findBeginnings(beginnings, typed).map((one) => ({
            key: one.node,
            shown: beginningWords(one, language),
            off: false,
            deeds: [begin(one.node)],
          })),
        ]}
        none={() => t('guide.nobody')}
        done={done}
      />
      <p className="soft">{t('guide.hint')}</p>
    </>
  )
}

import { useTranslation } from 'react-i18next'
import { useCentre, useContacts } from '../api/queries'
import type { ContactRow } from '../api/types'
import { coded } from '../i18n'
import { hourMinute } from '../i18n/format'
import { numberIn } from './colleagues'
import { PersonPicker, type Choice } from './PersonPicker'
import { desk } from './session'

const shown = 6

/** Whom to call: a number that is typed, or a recent contact, by its masked number. Enter calls the marked one. */
export function DialPicker({ me, done }: { me: string; done: () => void }) {
  const { t } = useTranslation()
  const zone = useCentre().data?.timeZone ?? 'Asia/Shanghai'
  const recent = useContacts({ agent: me, size: '20' }, 60_000)

  const calledBack = (row: ContactRow): Choice => ({
    key: row.id,
    shown: (
      <>
        <span className="num soft">{hourMinute(row.startedAt, zone)}</span>
        <span>{row.customerName || t('customer.unknown')}</span>
        <span className="num">{row.callerMasked}</span>
        <span className="soft">{coded('directions', row.direction)}</span>
      </>
    ),
    deeds: [{ testId: 'dial', said: t('callOut.callBack'), run: () => void desk.ask((hub) => hub.callBack(row.id)) }],
  })
  const called = (number: string): Choice => ({
    key: number,
    shown: <span className="num">☎ {number}</span>,
    deeds: [{ testId: 'dial', said: t('callOut.call'), run: () => void desk.ask((hub) => hub.dial(number)) }],
  })

  return (
    <PersonPicker
      id="dial"
      title={t('callOut.title')}
      whom={t('callOut.whom')}
      placeholder={t('callOut.placeholder')}
      inputMode="tel"
      choices={(typed) => {
        const number = numberIn(typed)
        const found = typed ? [] : (recent.data?.rows ?? []).filter((row) => row.callerMasked).slice(0, shown)
        return [...(number ? [called(number)] : []), ...found.map(calledBack)]
      }}
      none={(typed) => (recent.isPending && !typed ? t('page.loading') : t('callOut.none'))}
      done={done}
    />
  )
}

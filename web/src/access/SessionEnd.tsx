import { useTranslation } from 'react-i18next'
import type { Me } from '../api/types'
import { time } from '../i18n/format'
import { useNow } from '../shell/useNow'
import { endingOf } from './ending'

/** A session has an end, however much it is used: it is told in time to finish what is at hand. */
export function SessionEnd({ me, zone }: { me: Me; zone: string }) {
  const { t } = useTranslation()
  const ending = endingOf(me.endsAt, useNow(10_000))
  if (ending === null) return null
  return (
    <div className={`banner banner-${ending === 'over' ? 'alarm' : 'warn'}`} role="status" data-testid="session-ending">
      <span aria-hidden="true">▲</span>
      <div>{t(`page.session${ending === 'over' ? 'Over' : 'Ending'}`, { at: time(me.endsAt, zone) })}</div>
    </div>
  )
}

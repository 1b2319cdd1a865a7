import { useTranslation } from 'react-i18next'
import { useReach } from '../api/reach'
import { queries } from '../api/queries'
import { time } from '../i18n/format'

/** Without the centre a page shows old rows or nothing: it says so, from when they are, and tries again. */
export function Offline({ zone }: { zone: string }) {
  const { t } = useTranslation()
  const reach = useReach()
  if (reach.lostAt === null) return null
  const since = time(reach.lostAt, zone)
  return (
    <div className="banner banner-alarm offline" role="alert" data-testid="offline">
      <span aria-hidden="true">▲</span>
      <div>
        {reach.seenAt === null
          ? t('page.offlineNothing', { since })
          : t('page.offline', { since, seen: time(reach.seenAt, zone) })}
      </div>
      <button type="button" onClick={() => void queries.refetchQueries({ type: 'active' })}>
        {t('page.retry')}
      </button>
    </div>
  )
}

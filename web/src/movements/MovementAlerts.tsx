import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { MovementAlertRow } from '../api/types'
import { useCentre, useMe } from '../api/queries'
import { coded } from '../i18n'
import { dateTime, money } from '../i18n/format'
import { ListPage } from '../list/ListPage'

/** Whose movements are told, from how much, and the latest message of each. */
export default function MovementAlerts() {
  const { t } = useTranslation()
  const zone = useCentre().data?.timeZone ?? 'Asia/Shanghai'
  const seesMessages = useMe().data?.permissions.some((one) => one.name === 'notices.see')
  const states = Object.entries(t('movementAlerts.state', { returnObjects: true })).map(([value, label]) => ({
    value,
    label,
  }))
  return (
    <ListPage<MovementAlertRow>
      address="/api/movement-alerts"
      rowKey="id"
      cells={{
        state: (row) => coded('movementAlerts.state', row.state),
        thresholdMinor: (row) => (row.thresholdMinor === 0 ? t('movementAlerts.every') : money(row.thresholdMinor)),
        noticeAt: (row) =>
          seesMessages ? (
            <Link to={`/notices/${row.noticeId}`}>{dateTime(row.noticeAt, zone)}</Link>
          ) : (
            dateTime(row.noticeAt, zone)
          ),
        changedBy: (row) => (row.changedBy === 'customer' ? t('movementAlerts.customer') : row.changedBy),
      }}
      choices={{ state: states }}
      widths={{
        changedAt: 160,
        customerId: 110,
        customer: 110,
        tail: 110,
        state: 90,
        thresholdMinor: 150,
        told: 110,
        noticeAt: 160,
        changedBy: 110,
      }}
    />
  )
}

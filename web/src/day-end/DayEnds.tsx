import { Button } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { get } from '../api/http'
import { useCentre } from '../api/queries'
import type { DayEndRow, DayEndView } from '../api/types'
import { dayOf } from '../i18n/format'
import { ListPage } from '../list/ListPage'

/** The days that are signed, and the one that is next. */
export default function DayEnds() {
  const { t } = useTranslation()
  const zone = useCentre().data?.timeZone
  const today = useQuery({
    queryKey: ['day-end', 'today'],
    enabled: zone !== undefined,
    queryFn: ({ signal }) => get<DayEndView>(`/api/day-ends/${dayOf(Date.now(), zone ?? 'UTC')}`, signal),
  })
  const next = today.data?.next
  return (
    <ListPage<DayEndRow>
      address="/api/day-ends"
      rowKey="day"
      cells={{ day: (row) => <Link to={`/day-end/${row.day}`}>{row.day}</Link> }}
      widths={{ day: 120, posted: 110, sumMinor: 150, failed: 90, refused: 90, explained: 120, signer: 100 }}
      actions={
        next ? (
          <Link to={`/day-end/${next}`}>
            <Button type="primary" data-testid="day-next">
              {t('dayEnd.next', { day: next })}
            </Button>
          </Link>
        ) : (
          today.data && <span className="soft">{t('dayEnd.nothing')}</span>
        )
      }
    />
  )
}

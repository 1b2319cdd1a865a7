import { Button, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../api/http'
import { useCentre } from '../api/queries'
import type { SessionRow } from '../api/types'
import { coded } from '../i18n'
import { dateTime } from '../i18n/format'
import { Fault, Loading, Nothing } from '../shell/PageState'
import { browserName } from './browser'
import { changed, sessionsAt, useSessions } from './hooks'
import { Refusal } from './Refusal'

/** @param of Whose, by number; empty: one's own. */
export function SessionList({ of = '' }: { of?: string }) {
  const { t } = useTranslation()
  const centre = useCentre()
  const sessions = useSessions(of)
  const [fault, setFault] = useState<unknown>(null)
  if (sessions.isError) return <Fault error={sessions.error} retry={() => void sessions.refetch()} />
  if (!sessions.data || !centre.data) return <Loading />
  const zone = centre.data.timeZone
  const end = (key: string) =>
    call('DELETE', `${sessionsAt(of)}${key && `/${key}`}`).then(() => changed(), setFault)
  const columns: TableColumnsType<SessionRow> = [
    {
      title: t('admin.where'),
      render: (row: SessionRow) => (
        <>
          <span title={row.browser}>{browserName(row.browser) || t('admin.unknownBrowser')}</span>
          {row.own && <span className="tag good admin-after">{t('admin.thisOne')}</span>}
          <br />
          <span className="soft num">{row.address}</span>
          <span className="soft"> · {coded('signedInBy', row.signedInBy)}</span>
        </>
      ),
    },
    { title: t('admin.since'), width: 175, className: 'num', render: (row: SessionRow) => dateTime(row.since, zone) },
    {
      title: <span className="heard">{t('admin.end')}</span>,
      width: 90,
      render: (row: SessionRow) =>
        row.own ? null : (
          <Button data-testid="session-end" onClick={() => void end(row.key)}>
            {t('admin.end')}
          </Button>
        ),
    },
  ]
  return (
    <>
      <Refusal error={fault} />
      <Table<SessionRow>
        rowKey="key"
        size="small"
        columns={columns}
        dataSource={sessions.data}
        pagination={false}
        onRow={() => ({ 'data-testid': 'session-row' }) as React.HTMLAttributes<HTMLElement>}
        locale={{ emptyText: <Nothing why={t('admin.noSessions')} /> }}
      />
      {of && sessions.data.length > 0 && !sessions.data.some((row) => row.own) && (
        <div className="admin-buttons admin-below">
          <Button danger data-testid="sessions-end" onClick={() => void end('')}>
            {t('admin.endAll')}
          </Button>
        </div>
      )}
    </>
  )
}

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Card, Skeleton, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { call as ask, get, Problem } from '../api/http'
import { useCentre, useMe } from '../api/queries'
import type { ApprovalRow, ApprovalsView, Words } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { duration, money, time } from '../i18n/format'
import { AskWhy } from '../shell/AskWhy'
import { may } from '../shell/navigation'
import { Nothing } from '../shell/PageState'
import { useNow } from '../shell/useNow'
import { AskSignature } from '../signatures/AskSignature'
import './assisted.css'

const everyMs = 1_500
const longestReason = 200

/** What waits for a second person, with all that one needs to decide; and how those before ended. */
export default function Approvals() {
  const { t } = useTranslation()
  const language = useLanguage()
  const zone = useCentre().data?.timeZone ?? 'UTC'
  const me = useMe()
  const queries = useQueryClient()
  const now = useNow(500)
  const [signing, setSigning] = useState<ApprovalRow | null>(null)
  const [rejecting, setRejecting] = useState<ApprovalRow | null>(null)
  const [told, setTold] = useState<{ good: boolean; text: string } | null>(null)
  const all = useQuery({
    queryKey: ['approvals'],
    queryFn: ({ signal }) => get<ApprovalsView>('/api/approvals', signal),
    refetchInterval: everyMs,
  })
  if (all.isPending) return <Skeleton active />
  if (!all.data) return <Alert type="error" showIcon title={t('assisted.failed')} />

  const whyOf = (error: unknown): string => {
    const why = error instanceof Problem ? (error.more['why'] as Words | undefined) : undefined
    return why ? words(why, language) : error instanceof Problem && error.title ? error.title : t('assisted.failed')
  }
  const done = async (row: ApprovalRow) => {
    setTold({
      good: row.state === 'approved',
      text: t(row.state === 'approved' ? 'assisted.wasApproved' : 'assisted.wasRejected', {
        number: row.number,
        result: row.result ? coded('assisted.results', row.result) : '',
      }),
    })
    await queries.invalidateQueries({ queryKey: ['approvals'] })
  }
  const listen = async (row: ApprovalRow) => {
    try {
      await ask('PUT', `/api/floor/calls/${row.contactId}/listening`, {
        mode: 'listen',
        reason: t('assisted.listenReason', { number: row.number }),
      })
      setTold({ good: true, text: t('assisted.listens', { maker: words(row.makerName, language) }) })
    } catch (error) {
      setTold({ good: false, text: whyOf(error) })
    }
  }
  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>{t('assisted.approvals')}</h1>
      </div>
      {told && (
        <Alert
          type={told.good ? 'success' : 'warning'}
          showIcon
          closable
          title={told.text}
          data-testid="approval-told"
          onClose={() => setTold(null)}
        />
      )}
      <Card size="small" title={t('assisted.open', { count: all.data.open.length })}>
        {all.data.open.length === 0 && <Nothing why={t('assisted.noneOpen')} />}
        {all.data.open.map((row) => (
          <article key={row.number} className="approval" data-testid={`approval-${row.number}`}>
            <h3>
              <span className="num">{money(row.amountMinor)}</span>
              <span>{row.customer}</span>
              <span className="soft">{row.number}</span>
              <span className="num left">{duration(Date.parse(row.dueAt) - now)}</span>
            </h3>
            <p className="read">{row.readBack}</p>
            <p className="soft">
              {t('assisted.madeBy', { maker: words(row.makerName, language) })} · {coded('assisted.whys', row.why)} ·{' '}
              <Link to={`/contacts/${row.contactId}`}>{t('assisted.contact')}</Link>
            </p>
            <div className="deeds">
              <Button type="primary" data-testid={`approve-${row.number}`} onClick={() => setSigning(row)}>
                {t('assisted.approve')}
              </Button>
              <Button danger data-testid={`reject-${row.number}`} onClick={() => setRejecting(row)}>
                {t('assisted.reject')}
              </Button>
              {row.live && may(me.data, 'floor.listen') && (
                <Button data-testid={`listen-${row.number}`} onClick={() => void listen(row)}>
                  {t('assisted.listen')}
                </Button>
              )}
            </div>
          </article>
        ))}
      </Card>
      <Card size="small" style={{ marginTop: 16 }} title={t('assisted.past')}>
        <Table<ApprovalRow>
          rowKey="number"
          size="small"
          pagination={{ pageSize: 20, hideOnSinglePage: true }}
          dataSource={all.data.past}
          locale={{ emptyText: <Nothing why={t('assisted.nonePast')} /> }}
          columns={[
            { title: t('assisted.at'), className: 'num', render: (_, row) => time(row.askedAt, zone) },
            {
              title: t('assisted.transaction'),
              render: (_, row) => <Link to={`/contacts/${row.contactId}`}>{row.number}</Link>,
            },
            { title: t('assisted.customer'), dataIndex: 'customer' },
            { title: t('assisted.amount'), className: 'num', align: 'right', render: (_, row) => money(row.amountMinor) },
            { title: t('assisted.maker'), render: (_, row) => words(row.makerName, language) },
            {
              title: t('assisted.state'),
              render: (_, row) => (
                <span data-testid={`past-${row.number}`} data-state={row.state}>
                  {coded('assisted.states', row.state)}
                  {row.result && ` · ${coded('assisted.results', row.result)}`}
                </span>
              ),
            },
            { title: t('assisted.by'), render: (_, row) => words(row.by, language) },
            { title: t('assisted.note'), dataIndex: 'note' },
          ]}
        />
      </Card>
      {signing && (
        <AskSignature
          title={t('assisted.approveTitle', { number: signing.number, amount: money(signing.amountMinor) })}
          lead={<p>{signing.readBack}</p>}
          meaning={all.data.meaning}
          onSign={async (secret) =>
            done(await ask<ApprovalRow>('POST', `/api/approvals/${signing.number}/approve`, { secret }))
          }
          told={whyOf}
          close={() => setSigning(null)}
        />
      )}
      {rejecting && (
        <AskWhy
          title={t('assisted.rejectTitle', { number: rejecting.number, amount: money(rejecting.amountMinor) })}
          lead={<p>{rejecting.readBack}</p>}
          label={t('assisted.rejectWhy')}
          ok={t('assisted.reject')}
          grave
          longest={longestReason}
          onOk={async (reason) =>
            done(await ask<ApprovalRow>('POST', `/api/approvals/${rejecting.number}/reject`, { reason }))
          }
          told={whyOf}
          close={() => setRejecting(null)}
        />
      )}
    </div>
  )
}

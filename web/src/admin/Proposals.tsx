import { App, Button, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { call } from '../api/http'
import { useCentre, useMe } from '../api/queries'
import type { OrgUnit, RightsProposal } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { dateTime } from '../i18n/format'
import { AskWhy } from '../shell/AskWhy'
import { Fault, Loading, Nothing } from '../shell/PageState'
import { changed, useProposals } from './hooks'
import { Refusal, refusalText } from './Refusal'
import { RightsChange } from './userParts'

/**
 * Changes of rights that wait for a second person, and those that were decided.
 * @param number Of one user alone.
 */
export function Proposals({ units, number = '' }: { units: OrgUnit[]; number?: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const me = useMe()
  const centre = useCentre()
  const proposals = useProposals(number)
  const [fault, setFault] = useState<unknown>(null)
  const [refusing, setRefusing] = useState<string | null>(null)
  const { message } = App.useApp()
  if (proposals.isError) return <Fault error={proposals.error} retry={() => void proposals.refetch()} />
  if (!proposals.data || !centre.data) return <Loading />
  const zone = centre.data.timeZone

  const post = async (id: string, approve: boolean, reason = '') => {
    try {
      const decided = await call<RightsProposal>('POST', `/api/rights-proposals/${id}/decision`, { approve, reason })
      void message.success(coded('proposalStates', decided.state))
    } finally {
      await changed()
    }
  }
  const decide = (id: string, approve: boolean) => {
    setFault(null)
    post(id, approve).catch(setFault)
  }
  const columns: TableColumnsType<RightsProposal> = [
    {
      title: t('admin.user'),
      width: 180,
      render: (one: RightsProposal) => (
        <Link to={`/admin/users/${encodeURIComponent(one.number)}`}>
          <span className="num">{one.number}</span> {words(one.name, language)}
        </Link>
      ),
    },
    {
      title: t('admin.change'),
      render: (one: RightsProposal) => (
        <>
          <RightsChange now={one.now} wanted={one.wanted} units={units} />
          <p className="soft admin-long">{one.reason}</p>
        </>
      ),
    },
    {
      title: t('admin.proposed'),
      width: 200,
      render: (one: RightsProposal) => (
        <span className="num">
          {one.proposedBy}
          <br />
          <span className="soft">{dateTime(one.at, zone)}</span>
        </span>
      ),
    },
    {
      title: t('admin.decision'),
      width: 300,
      render: (one: RightsProposal) =>
        one.state === 'open' ? (
          <div>
            <div className="admin-buttons">
              {one.proposedBy === me.data?.number ? (
                <Button data-testid={`withdraw-${one.number}`} onClick={() => decide(one.id, false)}>
                  {t('admin.withdraw')}
                </Button>
              ) : one.number === me.data?.number ? (
                <span className="soft">{t('admin.notForOneself')}</span>
              ) : (
                <>
                  <Button type="primary" data-testid={`approve-${one.number}`} onClick={() => decide(one.id, true)}>
                    {t('admin.approve')}
                  </Button>
                  <Button data-testid={`refuse-${one.number}`} onClick={() => setRefusing(one.id)}>
                    {t('admin.refuse')}
                  </Button>
                </>
              )}
            </div>
            <span className="soft">
              {one.proposedBy === me.data?.number && `${t('admin.anotherApproves')} `}
              {t('admin.expires', { at: dateTime(one.until, zone) })}
            </span>
          </div>
        ) : (
          <>
            <span className={one.state === 'approved' ? 'tag good' : 'tag'}>
              {coded('proposalStates', one.state)}
            </span>{' '}
            <span className="num">{one.decidedBy}</span>{' '}
            <span className="soft num">{dateTime(one.decidedAt, zone)}</span>
            {one.decision && <p className="admin-long">{one.decision}</p>}
          </>
        ),
    },
  ]
  return (
    <>
      <Refusal error={fault} />
      <Table<RightsProposal>
        rowKey="id"
        columns={number ? columns.slice(1) : columns}
        dataSource={proposals.data}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        locale={{ emptyText: <Nothing why={t('admin.noProposals')} /> }}
      />
      {refusing && (
        <AskWhy
          title={t('admin.refuseTitle')}
          label={t('admin.reason')}
          ok={t('admin.refuse')}
          longest={200}
          onOk={(reason) => post(refusing, false, reason)}
          told={refusalText}
          close={() => setRefusing(null)}
        />
      )}
    </>
  )
}

import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useMe } from '../api/queries'
import type { ConsentRow } from '../api/types'
import { coded } from '../i18n'
import { ListPage } from '../list/ListPage'
import { FormPage } from '../record/FormPage'
import { RecordPage } from '../record/RecordPage'
import './notices.css'

const address = '/api/consents'
const list = '/consents'

export default function Consents() {
  const { t } = useTranslation()
  const me = useMe()
  const may = (name: string) => me.data?.permissions.some((one) => one.name === name)
  const entries = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))
  const { care, marketing } = t('notices.purpose', { returnObjects: true })
  return (
    <ListPage<ConsentRow>
      address={address}
      rowKey="id"
      cells={{
        customerId: (row) => <Link to={`${list}/${row.customerId}`}>{row.customerId}</Link>,
        purpose: (row) => coded('notices.purpose', row.purpose),
        channel: (row) => coded('consents.channel', row.channel),
        state: (row) => coded('consents.state', row.state),
      }}
      choices={{
        purpose: entries({ marketing, care }),
        state: entries(t('consents.state', { returnObjects: true })),
      }}
      widths={{ customerId: 110, customer: 100, purpose: 110, channel: 110, state: 120, changedBy: 100 }}
      actions={
        may('consents.change') && (
          <Link to={`${list}/new`}>
            <Button type="primary" data-testid="consent-new">
              {t('consents.new')}
            </Button>
          </Link>
        )
      }
    />
  )
}

export function One() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const me = useMe()
  return (
    <>
      <RecordPage address={address} list={list} />
      {me.data?.permissions.some((one) => one.name === 'notices.see') && (
        <p className="notice-links">
          <Link to={`/notices?customerId=${encodeURIComponent(id)}`}>{t('notices.ofCustomer')}</Link>
        </p>
      )}
    </>
  )
}

export function New() {
  const { t } = useTranslation()
  return <FormPage address={address} list={list} title={t('consents.newTitle')} />
}

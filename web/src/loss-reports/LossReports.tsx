import { Button } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useMe } from '../api/queries'
import type { LossRow } from '../api/types'
import { coded, useLanguage } from '../i18n'
import { ListPage } from '../list/ListPage'
import { FormPage } from '../record/FormPage'
import { RecordPage } from '../record/RecordPage'

const address = '/api/loss-reports'
const list = '/loss-reports'

export default function LossReports() {
  const { t } = useTranslation()
  const english = useLanguage() === 'en'
  const reports = useMe().data?.permissions.some((one) => one.name === 'losses.report')
  const choices = (name: 'status' | 'channel' | 'product' | 'why') =>
    Object.entries(t(`losses.${name}`, { returnObjects: true })).map(([value, label]) => ({ value, label }))
  return (
    <ListPage<LossRow>
      address={address}
      rowKey="number"
      cells={{
        number: (row) => <Link to={`${list}/${row.number}`}>{row.number}</Link>,
        status: (row) => coded('losses.status', row.status),
        channel: (row) => coded('losses.channel', row.channel),
        product: (row) => (english ? row.productName?.en : row.productName?.zh) ?? row.product,
        why: (row) => (english ? row.whyWords?.en : row.whyWords?.zh) ?? row.why,
        unit: (row) => (english ? row.unitName?.en : row.unitName?.zh) ?? (row.unit || t('losses.anyBranch')),
      }}
      choices={{
        status: choices('status'),
        channel: choices('channel'),
        product: choices('product'),
        why: choices('why'),
      }}
      widths={{
        number: 150,
        customerId: 90,
        customer: 110,
        product: 100,
        tail: 70,
        status: 120,
        channel: 80,
        why: 130,
        unit: 130,
      }}
      actions={
        reports && (
          <Link to={`${list}/new`}>
            <Button type="primary" data-testid="loss-new">
              {t('losses.new')}
            </Button>
          </Link>
        )
      }
    />
  )
}

export const One = () => <RecordPage address={address} list={list} />

export function New() {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  // Taken during a call, it bears the call's number.
  const contactId = search.get('contact')
  const fill = useMemo(
    () => (contactId ? { contactId, customer: '', product: '', account: '' } : undefined),
    [contactId],
  )
  return <FormPage address={address} list={list} title={t('losses.new')} submit={t('losses.next')} fill={fill} />
}

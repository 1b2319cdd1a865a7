import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { BillRow } from '../api/types'
import { coded, useLanguage } from '../i18n'
import { ListPage } from '../list/ListPage'
import { RecordPage } from '../record/RecordPage'

const address = '/api/bills'
const list = '/bills'

export default function Bills() {
  const { t } = useTranslation()
  const english = useLanguage() === 'en'
  const choices = (name: 'status' | 'way' | 'kind') =>
    Object.entries(t(`bills.${name}`, { returnObjects: true })).map(([value, label]) => ({ value, label }))
  return (
    <ListPage<BillRow>
      address={address}
      rowKey="id"
      cells={{
        id: (row) => <Link to={`${list}/${row.id}`}>{row.id}</Link>,
        kind: (row) => coded('bills.kind', row.kind),
        biller: (row) => (english ? row.billerName?.en : row.billerName?.zh) ?? row.biller,
        status: (row) => coded('bills.status', row.status),
        way: (row) => coded('bills.way', row.way),
      }}
      choices={{ status: choices('status'), way: choices('way'), kind: choices('kind') }}
      widths={{
        id: 140,
        kind: 100,
        biller: 120,
        number: 120,
        customerId: 90,
        customer: 90,
        amountMinor: 90,
        status: 110,
        receipt: 130,
        way: 80,
        agent: 70,
      }}
    />
  )
}

export const One = () => <RecordPage address={address} list={list} />

import { useTranslation } from 'react-i18next'
import type { WealthOrderRow } from '../api/types'
import { coded, useLanguage } from '../i18n'
import { ListPage } from '../list/ListPage'

export default function Orders() {
  const { t } = useTranslation()
  const english = useLanguage() === 'en'
  const choices = (name: 'status' | 'way' | 'kind') =>
    Object.entries(t(`wealth.${name}`, { returnObjects: true })).map(([value, label]) => ({ value, label }))
  return (
    <ListPage<WealthOrderRow>
      address="/api/wealth/orders"
      rowKey="id"
      cells={{
        kind: (row) => coded('wealth.kind', row.kind),
        product: (row) => (english ? row.productName?.en : row.productName?.zh) ?? row.product,
        status: (row) => coded('wealth.status', row.status),
        way: (row) => coded('wealth.way', row.way),
      }}
      choices={{ status: choices('status'), way: choices('way'), kind: choices('kind') }}
      widths={{
        id: 140,
        kind: 80,
        product: 140,
        holding: 140,
        customerId: 90,
        customer: 90,
        tail: 80,
        amountMinor: 100,
        status: 100,
        way: 80,
        agent: 70,
      }}
    />
  )
}

import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { IncidentRow } from '../api/types'
import { coded } from '../i18n'
import { ListPage } from '../list/ListPage'
import { RecordPage } from '../record/RecordPage'

const address = '/api/incidents'
const list = '/incidents'

export default function Incidents() {
  const { t } = useTranslation()
  const choices = (name: 'status' | 'finding') =>
    Object.entries(t(`incidents.${name}`, { returnObjects: true })).map(([value, label]) => ({ value, label }))
  return (
    <ListPage<IncidentRow>
      address={address}
      rowKey="id"
      cells={{
        id: (row) => <Link to={`${list}/${row.id}`}>{row.id}</Link>,
        status: (row) => coded('incidents.status', row.status),
        finding: (row) => coded('incidents.finding', row.finding),
      }}
      choices={{ status: choices('status'), finding: choices('finding') }}
      widths={{ id: 150, status: 90, customerId: 110, customer: 110, agent: 100, finding: 200 }}
    />
  )
}

export const One = () => <RecordPage address={address} list={list} />

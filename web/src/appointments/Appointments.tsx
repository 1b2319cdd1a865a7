import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMe } from '../api/queries'
import type { AppointmentRow } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { ListPage } from '../list/ListPage'
import { RecordPage } from '../record/RecordPage'
import { may } from '../shell/navigation'

const address = '/api/appointments'
const list = '/appointments'

/** Who comes when, and to which branch. */
export default function Appointments() {
  const { t } = useTranslation()
  const language = useLanguage()
  const books = may(useMe().data, 'appointments.book')
  const choices = (name: 'status' | 'channel') =>
    Object.entries(t(`appointments.${name}`, { returnObjects: true })).map(([value, label]) => ({ value, label }))
  return (
    <ListPage<AppointmentRow>
      address={address}
      rowKey="number"
      cells={{
        number: (row) => <Link to={`${list}/${row.number}`}>{row.number}</Link>,
        branch: (row) => (row.branchName ? `${row.branch} ${words(row.branchName, language)}` : row.branch),
        service: (row) => (row.serviceName ? words(row.serviceName, language) : row.service),
        status: (row) => coded('appointments.status', row.status),
        channel: (row) => coded('appointments.channel', row.channel),
        bookedBy: (row) => (row.bookedBy === 'customer' ? t('appointments.customer') : row.bookedBy),
      }}
      choices={{ status: choices('status'), channel: choices('channel') }}
      widths={{
        number: 160,
        beginsAt: 170,
        branch: 170,
        service: 150,
        customerId: 100,
        customer: 110,
        amountMinor: 120,
        status: 90,
        channel: 90,
        bookedBy: 100,
      }}
      actions={
        books && (
          <Link to={`${list}/new`}>
            <Button type="primary" data-testid="appointment-new">
              {t('appointments.new')}
            </Button>
          </Link>
        )
      }
    />
  )
}

export const One = () => <RecordPage address={address} list={list} />

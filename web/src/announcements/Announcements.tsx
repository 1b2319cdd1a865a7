import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMe } from '../api/queries'
import type { AnnouncementRow } from '../api/types'
import { coded } from '../i18n'
import { ListPage } from '../list/ListPage'
import { FormPage } from '../record/FormPage'
import { RecordPage } from '../record/RecordPage'

const address = '/api/announcements'
const list = '/announcements'

export default function Announcements() {
  const { t } = useTranslation()
  const me = useMe()
  const writes = me.data?.permissions.some((one) => one.name === 'announcements.write')
  const choices = (of: 'status' | 'read') =>
    Object.entries(t(`announcements.${of}`, { returnObjects: true })).map(([value, label]) => ({ value, label }))
  return (
    <ListPage<AnnouncementRow>
      address={address}
      rowKey="id"
      cells={{
        title: (row) => <Link to={`${list}/${row.id}`}>{row.title}</Link>,
        status: (row) => coded('announcements.status', row.status),
        read: (row) => coded('announcements.read', row.read),
      }}
      choices={{ status: choices('status'), read: choices('read') }}
      widths={{ status: 100, read: 90, readers: 100, audience: 160, author: 100 }}
      actions={
        writes && (
          <Link to={`${list}/new`}>
            <Button type="primary" data-testid="announcement-new">
              {t('announcements.new')}
            </Button>
          </Link>
        )
      }
    />
  )
}

export const One = () => <RecordPage address={address} list={list} files />

export function New() {
  const { t } = useTranslation()
  return <FormPage address={address} list={list} title={t('announcements.new')} />
}

import { PlusOutlined } from '@ant-design/icons'
import { Button, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import type { OrgUnit, UserRecord } from '../api/types'
import { useMe } from '../api/queries'
import { coded, useLanguage, words } from '../i18n'
import { ListPage } from '../list/ListPage'
import { Fault, Loading } from '../shell/PageState'
import { useProposals, useUnits, usersAddress } from './hooks'
import { Import } from './Import'
import { NewUser } from './NewUser'
import { Proposals } from './Proposals'
import { fullName } from './tree'
import { levelText, RoleNames, roleOptions, UserState } from './userParts'
import './admin.css'

const states = ['active', 'disabled', 'proposed', 'oneTime']

/** The list of users, and the rights that wait for a second administrator. */
export default function UsersPage() {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const units = useUnits()
  const proposals = useProposals()
  if (units.isError) return <Fault error={units.error} retry={() => void units.refetch()} />
  if (!units.data) return <Loading />
  const waiting = (proposals.data ?? []).filter((one) => one.state === 'open').length
  const tab = search.get('tab') ?? 'users'
  const tabs = (
    <Tabs
      activeKey={tab}
      onChange={(next) => setSearch(next === 'users' ? {} : { tab: next })}
      items={[
        { key: 'users', label: t('admin.users') },
        {
          key: 'proposals',
          label: <span data-testid="proposals-tab">{t('admin.waiting', { count: waiting })}</span>,
        },
      ]}
    />
  )
  if (tab === 'users') return <UserList units={units.data} above={tabs} />
  return (
    <div className="sheet">
      <div className="sheet-head list-head">
        <h1>{t('admin.users')}</h1>
        <div className="list-actions">
          <Adding units={units.data} />
        </div>
      </div>
      {tabs}
      <Proposals units={units.data} />
    </div>
  )
}

function UserList({ units, above }: { units: OrgUnit[]; above: React.ReactNode }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const me = useMe()
  const named = (path: string) => fullName(path, units, (unit) => words(unit.name, language))
  return (
    <ListPage<UserRecord & { state: never }>
      address={usersAddress}
      rowKey="number"
      above={above}
      actions={<Adding units={units} />}
      cells={{
        number: (user) => <Link to={`/admin/users/${encodeURIComponent(user.number)}`}>{user.number}</Link>,
        name: (user) => (
          <>
            {words(user.name, language)}
            {user.number === me.data?.number && <span className="tag admin-after">{t('admin.you')}</span>}
          </>
        ),
        roles: (user) => <RoleNames roles={user.roles} />,
        authorityLevel: (user) => levelText(user.authorityLevel) || '–',
        org: (user) => named(user.org),
        state: (user) => <UserState user={user} />,
        secondStep: (user) => coded('admin.yesNo', user.secondStep ? 'yes' : 'no'),
      }}
      choices={{
        roles: roleOptions(),
        org: units.map((unit) => ({ value: unit.path, label: named(unit.path) })),
        state: states.map((state) => ({ value: state, label: coded('userStates', state) })),
      }}
      widths={{ number: 120, name: 220, authorityLevel: 100, state: 260 }}
      onRow={(user) => ({ 'data-testid': `user-${user.number}` }) as React.HTMLAttributes<HTMLElement>}
    />
  )
}

/** People enter the centre one by one, or many by a file. */
function Adding({ units }: { units: OrgUnit[] }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<'one' | 'many' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <Button data-testid="users-import" onClick={() => setOpen('many')}>
        {t('admin.import')}
      </Button>
      <Button type="primary" icon={<PlusOutlined />} data-testid="user-add" onClick={() => setOpen('one')}>
        {t('admin.addUser')}
      </Button>
      {open === 'many' && (
        <Import address="/api/users/imports" title={t('admin.importUsers')} asksReason close={close} />
      )}
      {open === 'one' && <NewUser units={units} close={close} />}
    </>
  )
}

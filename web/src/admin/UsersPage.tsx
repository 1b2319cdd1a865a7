import { PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select, Table, Tabs, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import type { OrgUnit, UserRecord } from '../api/types'
import { useMe } from '../api/queries'
import { coded, useLanguage, words } from '../i18n'
import { Fault, Loading, Nothing } from '../shell/PageState'
import { useProposals, useUnits, useUsers } from './hooks'
import { Import } from './Import'
import { NewUser } from './NewUser'
import { Proposals } from './Proposals'
import { fullName } from './tree'
import { UnitPicker } from './UnitPicker'
import { levelText, RoleNames, roleOptions, UserState } from './userParts'
import './admin.css'

const filters = ['q', 'unit', 'role', 'state', 'page'] as const
const states = ['active', 'disabled', 'proposed', 'oneTime']

export default function UsersPage() {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const [adding, setAdding] = useState(false)
  const [importing, setImporting] = useState(false)
  const units = useUnits()
  const proposals = useProposals()
  if (units.isError) return <Fault error={units.error} retry={() => void units.refetch()} />
  if (!units.data) return <Loading />
  const waiting = (proposals.data ?? []).filter((one) => one.state === 'open').length
  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>{t('admin.users')}</h1>
        <Button data-testid="users-import" onClick={() => setImporting(true)}>
          {t('admin.import')}
        </Button>
        <Button type="primary" icon={<PlusOutlined />} data-testid="user-add" onClick={() => setAdding(true)}>
          {t('admin.addUser')}
        </Button>
      </div>
      <Tabs
        activeKey={search.get('tab') ?? 'users'}
        onChange={(tab) => setSearch(tab === 'users' ? {} : { tab })}
        items={[
          { key: 'users', label: t('admin.users'), children: <UserList units={units.data} /> },
          {
            key: 'proposals',
            label: <span data-testid="proposals-tab">{t('admin.waiting', { count: waiting })}</span>,
            children: <Proposals units={units.data} />,
          },
        ]}
      />
      {importing && (
        <Import
          address="/api/users/imports"
          title={t('admin.importUsers')}
          asksReason
          close={() => setImporting(false)}
        />
      )}
      {adding && <NewUser units={units.data} close={() => setAdding(false)} />}
    </div>
  )
}

/** What is looked for stands in the address. */
function UserList({ units }: { units: OrgUnit[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const me = useMe()
  const [search, setSearch] = useSearchParams()
  const asked = new URLSearchParams(filters.flatMap((name) => (search.get(name) ? [[name, search.get(name)!]] : [])))
  const users = useUsers(asked.toString())
  const go = (part: Partial<Record<(typeof filters)[number], string>>) =>
    setSearch((before) => {
      const next = new URLSearchParams(before)
      for (const [name, value] of Object.entries({ page: '', ...part })) {
        if (value) next.set(name, value)
        else next.delete(name)
      }
      return next
    })
  const columns: TableColumnsType<UserRecord> = [
    {
      title: t('admin.number'),
      width: 120,
      className: 'num',
      render: (user: UserRecord) => <Link to={`/admin/users/${encodeURIComponent(user.number)}`}>{user.number}</Link>,
    },
    {
      title: t('admin.name'),
      width: 220,
      render: (user: UserRecord) => (
        <>
          {words(user.name, language)}
          {user.number === me.data?.number && <span className="tag admin-after">{t('admin.you')}</span>}
        </>
      ),
    },
    { title: t('admin.roles'), render: (user: UserRecord) => <RoleNames roles={user.roles} /> },
    {
      title: t('admin.level'),
      width: 100,
      className: 'num',
      render: (user: UserRecord) => levelText(user.authorityLevel) || '–',
    },
    {
      title: t('admin.unit'),
      render: (user: UserRecord) => fullName(user.org, units, (unit) => words(unit.name, language)),
    },
    { title: t('admin.state'), width: 260, render: (user: UserRecord) => <UserState user={user} /> },
  ]
  return (
    <>
      <div className="admin-filters" role="search">
        <Input.Search
          key={search.get('q') ?? ''}
          className="admin-search"
          defaultValue={search.get('q') ?? ''}
          placeholder={t('admin.searchHint')}
          aria-label={t('admin.searchHint')}
          maxLength={100}
          allowClear
          data-testid="user-search"
          onSearch={(q) => go({ q: q.trim() })}
        />
        <UnitPicker
          className="admin-pick"
          units={units}
          value={search.get('unit') ?? ''}
          allowClear
          placeholder={t('admin.anyUnit')}
          onChange={(unit) => go({ unit })}
        />
        <Select
          className="admin-pick"
          aria-label={t('admin.role')}
          value={search.get('role') ?? ''}
          onChange={(role) => go({ role })}
          options={[{ value: '', label: t('admin.anyRole') }, ...roleOptions()]}
        />
        <Select
          className="admin-pick"
          aria-label={t('admin.state')}
          value={search.get('state') ?? ''}
          onChange={(state) => go({ state })}
          options={[
            { value: '', label: t('admin.anyState') },
            ...states.map((state) => ({ value: state, label: coded('userStates', state) })),
          ]}
        />
      </div>
      {users.isError ? (
        <Fault error={users.error} retry={() => void users.refetch()} />
      ) : (
        <Table<UserRecord>
          rowKey="number"
          columns={columns}
          dataSource={users.data?.users ?? []}
          loading={users.isPending}
          sticky={{ getContainer: () => document.getElementById('content') ?? document.body }}
          onRow={(user) => ({ 'data-testid': `user-${user.number}` }) as React.HTMLAttributes<HTMLElement>}
          locale={{ emptyText: users.isPending ? ' ' : <Nothing why={t('admin.noUsers')} /> }}
          pagination={{
            current: users.data?.page ?? 1,
            pageSize: users.data?.pageSize ?? 50,
            total: users.data?.total ?? 0,
            showSizeChanger: false,
            showTotal: (total) => t('admin.total', { count: total }),
            onChange: (page) => go({ page: page > 1 ? String(page) : '' }),
          }}
        />
      )}
    </>
  )
}

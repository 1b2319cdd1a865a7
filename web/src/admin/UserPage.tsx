import { App, Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { call } from '../api/http'
import { useMe } from '../api/queries'
import type { OrgUnit, RightsAnswer, UserRecord } from '../api/types'
import { useLanguage, words } from '../i18n'
import { Fault, Loading } from '../shell/PageState'
import { changed, usePosts, useUnits, useUser } from './hooks'
import { PostField, TitleField, titleOf } from './NewUser'
import { Proposals } from './Proposals'
import { Refusal } from './Refusal'
import { SessionList } from './SessionList'
import { SignInCard, TelephoneCard } from './UserCards'
import { UnitPicker } from './UnitPicker'
import { levelText, levels, roleOptions, UserState } from './userParts'
import './admin.css'

export default function UserPage() {
  const { t } = useTranslation()
  const language = useLanguage()
  const { number = '' } = useParams()
  const user = useUser(number)
  const units = useUnits()
  const posts = usePosts()
  const me = useMe()
  const failed = [user, units, posts].find((query) => query.isError)
  if (failed) return <Fault error={failed.error} retry={() => void failed.refetch()} />
  if (!user.data || !units.data || !posts.data || !me.data) return <Loading />
  const own = me.data.number === number
  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>
          <span className="num">{user.data.number}</span> {words(user.data.name, language)}
        </h1>
        <UserState user={user.data} />
        <Link to="/admin/users">‹ {t('admin.allUsers')}</Link>
      </div>
      <div className="admin-record">
        <div>
          <Describe key={`d${user.data.version}`} user={user.data} />
          <SignInCard user={user.data} own={own} />
          <TelephoneCard user={user.data} />
        </div>
        <div>
          <Rights key={`r${user.data.version}`} user={user.data} units={units.data} own={own} />
          <section className="panel" aria-labelledby="sessions-title">
            <h2 id="sessions-title">{t('admin.sessions')}</h2>
            <div className="body">
              <SessionList of={number} />
            </div>
          </section>
        </div>
      </div>
      <section className="panel admin-below" aria-labelledby="history-title">
        <h2 id="history-title">{t('admin.history')}</h2>
        <div className="body">
          <Proposals units={units.data} number={number} />
        </div>
      </section>
    </div>
  )
}

interface Described {
  nameZh: string
  nameEn: string
  title: string
  post: string
}

/** Names, title and post. */
function Describe({ user }: { user: UserRecord }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [fault, setFault] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const save = async (entered: Described) => {
    setBusy(true)
    setFault(null)
    try {
      await call<UserRecord>('PUT', `/api/users/${encodeURIComponent(user.number)}`, {
        version: user.version,
        name: { zh: entered.nameZh, en: entered.nameEn },
        title: titleOf(entered.title),
        post: entered.post || null,
      })
      void message.success(t('admin.saved'))
      await changed()
    } catch (problem) {
      setFault(problem)
    } finally {
      setBusy(false)
    }
  }
  const needed = [{ required: true, message: t('admin.missing') }]
  return (
    <section className="panel" aria-labelledby="describe-title">
      <h2 id="describe-title">{t('admin.person')}</h2>
      <div className="body">
        <Refusal error={fault} />
        <Form<Described>
          layout="vertical"
          requiredMark={false}
          initialValues={{ nameZh: user.name.zh, nameEn: user.name.en, title: user.title.zh, post: user.post ?? '' }}
          onFinish={(entered) => void save(entered)}
        >
          <div className="admin-two">
            <Form.Item name="nameZh" label={t('admin.nameHan')} rules={needed}>
              <Input maxLength={100} data-testid="user-zh" />
            </Form.Item>
            <Form.Item name="nameEn" label={t('admin.nameLatin')} rules={needed}>
              <Input maxLength={100} />
            </Form.Item>
            <TitleField />
            <PostField />
          </div>
          <Button type="primary" htmlType="submit" loading={busy} data-testid="user-save">
            {t('admin.save')}
          </Button>
        </Form>
      </div>
    </section>
  )
}

interface Wished {
  roles: string[]
  authorityLevel: number
  org: string
  reason: string
}

/** Roles, authority and unit: what needs two people becomes a proposal. */
function Rights({ user, units, own }: { user: UserRecord; units: OrgUnit[]; own: boolean }) {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const [form] = Form.useForm<Wished>()
  const [fault, setFault] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const put = async (wished: Wished, active: boolean) => {
    setBusy(true)
    setFault(null)
    try {
      const answer = await call<RightsAnswer>('PUT', `/api/users/${encodeURIComponent(user.number)}/rights`, {
        version: user.version,
        roles: wished.roles,
        authorityLevel: wished.authorityLevel,
        org: wished.org,
        active,
        reason: wished.reason ?? '',
      })
      void message.success(t(answer.proposal ? 'admin.proposedNow' : 'admin.saved'))
      await changed()
    } catch (problem) {
      setFault(problem)
    } finally {
      setBusy(false)
    }
  }
  const asIs = () => ({
    roles: user.roles,
    authorityLevel: user.authorityLevel,
    org: user.org,
    reason: form.getFieldValue('reason') as string,
  })
  const disable = () =>
    modal.confirm({
      title: t('admin.disableTitle'),
      content: t('admin.disableText'),
      okText: t('admin.disable'),
      okButtonProps: { danger: true },
      onOk: () => put(asIs(), false),
    })
  return (
    <section className="panel" aria-labelledby="rights-title">
      <h2 id="rights-title">{t('admin.rights')}</h2>
      <div className="body">
        <Refusal error={fault} />
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          disabled={own}
          initialValues={{ ...asIs(), reason: '' }}
          onFinish={(wished) => void put(wished, user.active)}
        >
          <div className="admin-wide">
            <Form.Item name="roles" label={t('admin.roles')}>
              <Select
                mode="multiple"
                defaultActiveFirstOption={false}
                options={roleOptions()}
                showSearch={{ optionFilterProp: 'label' }}
                data-testid="user-roles"
              />
            </Form.Item>
            <Form.Item name="authorityLevel" label={t('admin.level')}>
              <Select options={levels.map((level) => ({ value: level, label: levelText(level) || t('admin.none') }))} />
            </Form.Item>
          </div>
          <Form.Item name="org" label={t('admin.unit')}>
            <UnitPicker units={units} />
          </Form.Item>
          <Form.Item name="reason" label={t('admin.reason')} extra={t(own ? 'refusals.oneselfIsForAnother' : 'admin.twoHint')}>
            <Input maxLength={200} data-testid="user-reason" />
          </Form.Item>
          <div className="admin-buttons">
            <Button type="primary" htmlType="submit" loading={busy} data-testid="rights-save">
              {t('admin.change')}
            </Button>
            {user.active ? (
              <Button danger disabled={busy || own} data-testid="user-disable" onClick={disable}>
                {t('admin.disable')}
              </Button>
            ) : (
              <Button disabled={busy || own} data-testid="user-enable" onClick={() => void put(asIs(), true)}>
                {t('admin.enable')}
              </Button>
            )}
          </div>
        </Form>
      </div>
    </section>
  )
}
